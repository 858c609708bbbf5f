package org.liyorke.engine.cuda;

import java.util.Arrays;
import java.util.BitSet;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/**
 * A process that decides networks on the first device and compares with the CPU: prints what was
 * settled (status 0), which network was wrong (1), or the failure (2).
 */
final class DecisionCheck {
  static final long SEED = 0x1234;

  private DecisionCheck() {}

  /**
   * Arguments: initialisation, width, hidden and output activation, bias ("-" for none), gain,
   * source of the words, networks, largest batch.
   */
  public static void main(String[] arguments) {
    String bias = arguments[4].equals("-") ? null : arguments[4];
    NetworkFamily family =
        Families.resolve(
            arguments[0],
            Integer.parseInt(arguments[1]),
            2,
            1,
            Activation.named(arguments[2]),
            Activation.named(arguments[3]),
            bias,
            Double.parseDouble(arguments[5]));
    WordSource source = WordSource.valueOf(arguments[6]);
    int networks = Integer.parseInt(arguments[7]);
    int largestBatch = Integer.parseInt(arguments[8]);
    int status = 0;
    try (DeviceContext context = new DeviceContext(CudaPlatform.find().devices().get(0))) {
      Settled settled = settle(context, family, source, networks, largestBatch);
      String wrong = wrong(family, settled);
      System.out.println(
          wrong != null
              ? wrong
              : "settled %d of %d: %s"
                  .formatted(settled.count(), networks, Arrays.toString(settled.ordered())));
      status = wrong == null ? 0 : 1;
    } catch (CudaException e) {
      e.printStackTrace(System.out);
      status = 2;
    }
    System.exit(status);
  }

  /**
   * What a device settled among the networks from 0 on.
   *
   * @param networks how many there are
   * @param ordered by exponent
   * @param unsettled the others
   */
  record Settled(int networks, long[] ordered, BitSet unsettled) {
    int count() {
      return networks - unsettled.cardinality();
    }
  }

  /** Decides networks batch by batch. */
  static Settled settle(
      DeviceContext context,
      NetworkFamily family,
      WordSource source,
      int networks,
      int largestBatch) {
    BitSet unsettled = new BitSet();
    long[] ordered = null;
    try (DeviceDecisions device =
        new DeviceDecisions(context, family, SEED, source, Long.MAX_VALUE, largestBatch)) {
      for (int first = 0; first < networks; first += device.batch()) {
        int count = Math.min(device.batch(), networks - first);
        DeviceVerdicts verdicts = device.decide(first, count);
        ordered = ordered == null ? verdicts.ordered() : sum(ordered, verdicts.ordered());
        for (int position : verdicts.unsettled()) {
          unsettled.set(first + position);
        }
      }
    }
    return new Settled(networks, ordered, unsettled);
  }

  private static long[] sum(long[] a, long[] b) {
    long[] sum = a.clone();
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  /** What contradicts the CPU, in words; null if nothing does. */
  static String wrong(NetworkFamily family, Settled settled) {
    if (Arrays.stream(settled.ordered()).sum() != settled.count()) {
      return "%s: %s ordered and %d unsettled of %d"
          .formatted(
              family,
              Arrays.toString(settled.ordered()),
              settled.unsettled().cardinality(),
              settled.networks());
    }
    NetworkDecider cpu = NetworkDecider.forFamily(family);
    NetworkSampler sampler = new NetworkSampler(family, SEED);
    float[] numbers = new float[family.parameters()];
    for (int i = 0; i < settled.networks(); i++) {
      if (!settled.unsettled().get(i)) {
        sampler.draw(i, 1, numbers);
        Verdict verdict = cpu.decide(numbers, 0).verdict();
        if (verdict != Verdict.ORDERED) {
          return "%s: network %d is ordered, but %s".formatted(family, i, verdict);
        }
      }
    }
    return null;
  }
}
