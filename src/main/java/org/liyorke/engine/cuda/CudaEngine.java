package org.liyorke.engine.cuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.BlockObserver;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.Precision;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cpu.DeciderFactory;
import org.liyorke.engine.cpu.HostBlas;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * Decides and observes networks on CUDA devices, and on the threads that use them what the devices
 * leave.
 *
 * <p>All devices share the blocks. The witnesses of chaotic networks that a device settles are not
 * those of the CPU engine, but depend on the network alone.
 */
public final class CudaEngine implements Engine {
  /** The name of this engine. */
  public static final String NAME = "cuda";

  /** What a report calls the device of {@code native/}. */
  private static final String SOFTWARE = "software";

  /** The widest network that the kernels take. */
  private static final int MOST_WIDTH = 4_096;

  /** A chunk alone would keep a large device busy for some microseconds only. */
  private static final int CHUNKS = 32;

  private final String driver;
  private final List<CudaDevice> devices;
  private final int threads;
  private final DeciderFactory deciders;
  private final Precision precision;

  /** Null if the engine does not observe. */
  private final HostBlas blas;

  private final DevicePool pool;

  /**
   * An engine on all devices that the kernels run on.
   *
   * @param platform one without a {@link CudaPlatform#problem problem}
   * @param options threads, memory and precision
   * @param blas multiplies matrices on the threads; null if the engine will not observe
   * @param deciders what decides the networks that the devices leave
   * @param listener hears of devices that fail
   */
  public CudaEngine(
      CudaPlatform platform,
      EngineOptions options,
      HostBlas blas,
      DeciderFactory deciders,
      EngineListener listener) {
    driver = platform.driverVersion();
    devices = platform.usableDevices();
    this.deciders = deciders;
    threads = options.threads();
    precision = options.precision() == null ? Precision.FP32 : options.precision();
    this.blas = blas;
    CudaSession.Limits limits =
        new CudaSession.Limits(
            options.deviceMemory(),
            DevicePool.SESSIONS,
            CudaBlockDecider.LARGEST_BATCH,
            blas != null,
            precision);
    pool = new DevicePool(devices, device -> new CudaSession(device, limits), listener);
  }

  /**
   * Why the kernels do not decide a family, with the option, its value and the limit.
   *
   * @return null if they do
   */
  public static String limitOf(NetworkFamily family) {
    if (DeviceDecisions.supports(family)) {
      return null;
    }
    if (family.state() != 1) {
      return "--state " + family.state() + ": must be 1 on a CUDA device";
    }
    if (family.depth() != 2) {
      return "--depth " + family.depth() + ": must be 2 on a CUDA device";
    }
    if (family.width() > MOST_WIDTH) {
      return "--width %d: must be at most %d on a CUDA device"
          .formatted(family.width(), MOST_WIDTH);
    }
    if (!family.isPiecewiseLinear() && family.output() instanceof PiecewiseLinearActivation) {
      return "--activation %s: must be piecewise linear on a CUDA device"
          .formatted(family.activation().name());
    }
    return "--output %s: must be identity, relu, clip or hard-tanh on a CUDA device"
        .formatted(family.output().name());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> describe() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", NAME);
    description.put("threads", threads);
    description.put("device", deviceNames(devices));
    description.put("devices", devices.size());
    description.put("devices_failed", pool.retired());
    description.put("device_memory", pool.memory());
    if (blas != null) {
      description.put("precision", precision.key());
      description.putAll(blas.describe());
    }
    description.put("driver", driver);
    description.put("java", System.getProperty("java.version"));
    return description;
  }

  /** The different names, each once; "software" for the devices of the tests. */
  public static String deviceNames(List<CudaDevice> devices) {
    return devices.stream()
        .map(device -> device.isSoftware() ? SOFTWARE : device.name())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public int chunksAtOnce() {
    return CHUNKS;
  }

  /** Where the kernels do not decide a family, the threads do, while devices observe. */
  @Override
  public BlockDecider decider(List<NetworkFamily> families, long seed) {
    boolean onDevices = families.stream().allMatch(DeviceDecisions::supports);
    return onDevices
        ? new CudaBlockDecider(families, seed, pool, deciders)
        : new CpuEngine(threads, deciders).decider(families, seed);
  }

  @Override
  public BlockObserver observer(List<NetworkFamily> families, long seed, Observation observation) {
    return new CudaBlockObserver(
        new ObservedGroup(families, seed, observation), pool, blas.routines());
  }

  @Override
  public void close() {
    pool.close();
  }
}
