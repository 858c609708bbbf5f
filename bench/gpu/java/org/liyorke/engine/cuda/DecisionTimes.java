package org.liyorke.engine.cuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liyorke.campaign.PointGroup;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/**
 * How long the kernels decide networks of one width, alone; how much they settle; and how long the
 * CPU needs for what they leave.
 */
final class DecisionTimes {
  /** A range so long that a campaign's blocks are as long as its rules allow. */
  private static final long LONG_RANGE = 1L << 40;

  private static final double LONG_ENOUGH = 0.02;

  /** Of the device's memory, for words in memory. */
  private static final long MEMORY = 8L << 30;

  private static final double NANO = 1e-9;

  private final DeviceContext context;
  private final int most;
  private final Repeats repeats;

  /**
   * Times at most so many networks at a time.
   *
   * @param timed whether times are reported; if not, they are not looked for either
   */
  DecisionTimes(DeviceContext context, int most, boolean timed) {
    this.context = context;
    this.most = most;
    repeats = new Repeats(timed);
  }

  Map<String, Object> report(int width) {
    NetworkFamily family = GpuBenchmark.family("he", width);
    PointGroup group = new PointGroup(List.of(0), List.of(family), 0, LONG_RANGE, Observation.NONE);
    int block = (int) Math.min(most, group.blockSize());
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("width", width);
    report.put("kernel", DecisionKernels.of(family).name().toLowerCase(Locale.ROOT));
    for (WordSource source : WordSource.values()) {
      try (DeviceDecisions decisions =
              new DeviceDecisions(context, family, GpuBenchmark.SEED, source, MEMORY, most);
          DeviceTimer timer = new DeviceTimer(context, decisions.stream())) {
        report.put(GpuBenchmark.name(source), times(decisions, timer, block));
        if (source == WordSource.REGISTERS) {
          addRest(
              family,
              decisions.decide(0, Math.min(block, decisions.batch()), false),
              block,
              report);
        }
      }
    }
    return report;
  }

  /** With batches as the engine has them, and with batches that fill the device. */
  private Map<String, Object> times(DeviceDecisions decisions, DeviceTimer timer, int block) {
    int small = Math.min(block, decisions.batch());
    int large = small;
    while (repeats.timed()
        && seconds(decisions, timer, large) < LONG_ENOUGH
        && 2L * large <= decisions.batch()) {
      large *= 2;
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("block", small);
    report.put("of_block", kernels(decisions, timer, small));
    report.put("call_of_block", calls(decisions, small));
    report.put("batch", large);
    report.put("of_batch", kernels(decisions, timer, large));
    return report;
  }

  /** Times of the kernels alone, and of the filling of words where cuRAND does it. */
  private Map<String, Object> kernels(DeviceDecisions decisions, DeviceTimer timer, int networks) {
    return repeats.of(networks, () -> seconds(decisions, timer, networks));
  }

  private static double seconds(DeviceDecisions decisions, DeviceTimer timer, int networks) {
    return timer.seconds(() -> decisions.start(0, networks));
  }

  /** Times of the whole call, copies and waiting included, on the host's clock. */
  private Map<String, Object> calls(DeviceDecisions decisions, int networks) {
    return repeats.of(
        networks,
        () -> {
          long start = System.nanoTime();
          decisions.decide(0, networks, false);
          return NANO * (System.nanoTime() - start);
        });
  }

  private void addRest(
      NetworkFamily family, DeviceVerdicts verdicts, int networks, Map<String, Object> report) {
    int[] rest = verdicts.unsettled();
    report.put("networks", networks);
    report.put("settled", networks - rest.length);
    report.put(
        "chaotic", verdicts.chaotic().stream().mapToLong(DeviceVerdicts.Chaotic::networks).sum());
    NetworkDecider decider = NetworkDecider.forFamily(family);
    NetworkSampler sampler = new NetworkSampler(family, GpuBenchmark.SEED);
    float[] numbers = new float[family.parameters()];
    report.put(
        "rest_on_one_thread",
        repeats.of(
            rest.length,
            () -> {
              long start = System.nanoTime();
              for (int position : rest) {
                sampler.draw(position, 1, numbers);
                decider.decide(numbers, 0);
              }
              return NANO * (System.nanoTime() - start);
            }));
  }
}
