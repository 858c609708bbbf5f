package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.cuda.ObservingPass.Batch;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.ObservableTally;

/**
 * Draws the networks of one family and seed on a device and observes them there, batch by batch.
 *
 * <p>A batch is a number of tiles of {@link NetworkLayout}, as many as the memory allows, and
 * leaves no trace in the tallies. Not for use by several threads at once.
 */
final class FamilyObserver implements DeviceResource {
  private static final long MOST_NUMBERS = Integer.MAX_VALUE;

  private final GemmTools tools;
  private final NetworkLayout layout;
  private final Map<ObservableKind, List<DeviceTally>> tallies =
      new EnumMap<>(ObservableKind.class);
  private final List<ObservingPass> passes = new ArrayList<>();
  private final Resources resources = new Resources();
  private final NumberDraws weights;
  private OrbitPass orbitPass;
  private JacobianPass jacobianPass;
  private DeviceBuffer numbers;
  private DeviceBuffer words;
  private int batch;

  /**
   * Prepares.
   *
   * @param memory bytes that may be used for batches, at least 1
   * @param largestBatch networks that are observed at once, at most; at least 1
   * @throws CudaException that is out of memory if not even one tile fits
   */
  FamilyObserver(
      GemmTools tools,
      NetworkFamily family,
      long seed,
      Observation observation,
      long memory,
      long largestBatch) {
    this.tools = tools;
    layout = NetworkLayout.of(family);
    try {
      weights = resources.add(tools.weights(family, seed));
      addPasses(family, seed, observation);
      batch = allocate(memory, largestBatch);
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private void addPasses(NetworkFamily family, long seed, Observation observation) {
    Map<ObservableKind, List<DeviceTally>> ofOrbits = new EnumMap<>(ObservableKind.class);
    for (ObservableKind kind : observation.kinds()) {
      switch (kind) {
        case LYAPUNOV, SCRAMBLING, ESCAPE -> ofOrbits.put(kind, talliesOf(kind));
        case GROWTH -> passes.add(new LapPass(tools, family, observation.laps(), talliesOf(kind)));
        case JACOBIAN ->
            jacobianPass = resources.add(new JacobianPass(tools, family, seed, observation));
        case PERSISTENCE -> {
          // A proof, which the threads look for.
        }
      }
    }
    if (!ofOrbits.isEmpty()) {
      orbitPass = resources.add(new OrbitPass(tools, family, seed, observation, ofOrbits));
      passes.add(orbitPass);
    }
  }

  private List<DeviceTally> talliesOf(ObservableKind kind) {
    List<DeviceTally> ofKind = new ArrayList<>();
    kind.quantities()
        .forEach(quantity -> ofKind.add(resources.add(new DeviceTally(tools.context()))));
    tallies.put(kind, ofKind);
    return ofKind;
  }

  private List<ObservingPass> allPasses() {
    List<ObservingPass> all = new ArrayList<>(passes);
    if (jacobianPass != null) {
      all.add(jacobianPass);
    }
    return all;
  }

  private int allocate(long memory, long largestBatch) {
    long bytes = layout.tile() * networkBytes();
    long byMemory = BatchMemory.fitting(tools.context(), memory, bytes);
    long byCounters = Math.max(1, MOST_NUMBERS / (mostNumbers() * layout.tile()));
    long wanted = (largestBatch - 1) / layout.tile() + 1;
    int tiles = (int) Math.min(wanted, Math.min(byMemory, byCounters));
    String unit = layout.tile() == 1 ? "one network" : layout.tile() + " networks";
    return layout.tile()
        * BatchMemory.allocate(tools.context(), tiles, bytes, unit, resources, this::allocate);
  }

  private long networkBytes() {
    long bytes = layout.bytes() + wordBytes();
    for (ObservingPass pass : allPasses()) {
      bytes += pass.networkBytes();
    }
    for (List<DeviceTally> ofKind : tallies.values()) {
      bytes += ofKind.size() * DeviceTally.networkBytes();
    }
    return bytes;
  }

  /** All draws of a batch share the memory of the words. */
  private long wordBytes() {
    long bytes = weights.wordBytes();
    if (orbitPass != null) {
      bytes = Math.max(bytes, orbitPass.wordBytes());
    }
    return jacobianPass == null ? bytes : Math.max(bytes, jacobianPass.wordBytes());
  }

  private long mostNumbers() {
    long most = Math.max(layout.stride(), wordBytes() / Integer.BYTES);
    for (ObservingPass pass : allPasses()) {
      most = Math.max(most, pass.mostNumbers());
    }
    return most;
  }

  private void allocate(int tiles, Resources buffers) {
    DeviceContext context = tools.context();
    int networks = tiles * layout.tile();
    numbers = buffers.add(new DeviceBuffer(context, networks * layout.bytes()));
    if (wordBytes() > 0) {
      words = buffers.add(new DeviceBuffer(context, networks * wordBytes()));
      weights.warmUp(words);
    }
    allPasses().forEach(pass -> pass.allocate(networks, buffers));
    tallies.values().forEach(each -> each.forEach(tally -> tally.allocate(networks, buffers)));
    if (orbitPass != null) {
      orbitPass.warmUp(words);
    }
    if (jacobianPass != null) {
      jacobianPass.warmUp(words);
    }
  }

  /** Networks that are observed at once, at most. */
  int batch() {
    return batch;
  }

  /**
   * Adds what is tallied on the device of the networks of indices [first, first + count).
   *
   * @param tally not changed if a call fails
   */
  void observe(long first, long count, ObservableTally tally) {
    if (!passes.isEmpty()) {
      forEachTally(each -> each.clear(tools.stream()));
      for (long done = 0; done < count; done += batch) {
        Batch part = draw(first + done, (int) Math.min(batch, count - done));
        passes.forEach(pass -> pass.start(part));
        forEachTally(each -> each.add(tools.kernels(), tools.stream(), part.networks()));
      }
      tools.stream().synchronize();
    }
    read(tally);
    tally.addNetworks(count);
  }

  private void read(ObservableTally tally) {
    ObservableTally counted = new ObservableTally(tally.kinds());
    tallies.forEach(
        (kind, quantities) -> {
          for (int i = 0; i < quantities.size(); i++) {
            counted.add(kind, i, quantities.get(i).counts());
          }
        });
    tally.merge(counted);
  }

  private void forEachTally(Consumer<DeviceTally> action) {
    tallies.values().forEach(quantities -> quantities.forEach(action));
  }

  private Batch draw(long first, int networks) {
    weights.start(first, networks, numbers, words);
    return new Batch(first, networks, numbers, words);
  }

  /**
   * The Jacobians of the networks of indices [first, first + count), by columns, those of a network
   * one after the other.
   *
   * @param count 1 to {@link #batch}
   */
  float[] jacobians(long first, int count) {
    jacobianPass.start(draw(first, count));
    return jacobianPass.jacobians();
  }

  @Override
  public void close() {
    resources.close();
  }
}
