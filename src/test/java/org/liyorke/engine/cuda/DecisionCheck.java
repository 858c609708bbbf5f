package org.liyorke.engine.cuda;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.Witness;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.proof.CheckResult;
import org.liyorke.proof.ProofChecker;
import org.liyorke.proof.ProofLine;

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
      System.out.println(wrong != null ? wrong : settled);
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
   * @param verdicts what is known of them
   */
  record Settled(int networks, DeviceVerdicts verdicts) {
    long count() {
      return verdicts.settled();
    }

    BitSet unsettled() {
      BitSet unsettled = new BitSet();
      Arrays.stream(verdicts.unsettled()).forEach(unsettled::set);
      return unsettled;
    }

    Map<Integer, DeviceProof> proofs() {
      return verdicts.proofs().stream()
          .collect(Collectors.toMap(DeviceProof::position, Function.identity()));
    }

    /** Networks by "m,n", as the device counted them. */
    Map<String, Long> chaotic() {
      return verdicts.chaotic().stream()
          .collect(
              Collectors.groupingBy(
                  c -> c.m() + "," + c.n(),
                  TreeMap::new,
                  Collectors.summingLong(DeviceVerdicts.Chaotic::networks)));
    }

    /** The same, as the proofs say. */
    Map<String, Long> proven() {
      return verdicts.proofs().stream()
          .collect(
              Collectors.groupingBy(p -> p.m() + "," + p.n(), TreeMap::new, Collectors.counting()));
    }

    @Override
    public String toString() {
      return "settled %d of %d: ordered %s, chaotic %s"
          .formatted(count(), networks, Arrays.toString(verdicts.ordered()), chaotic());
    }
  }

  /** Decides networks batch by batch. */
  static Settled settle(
      DeviceContext context,
      NetworkFamily family,
      WordSource source,
      int networks,
      int largestBatch) {
    DeviceVerdicts all = null;
    try (DeviceDecisions device =
        new DeviceDecisions(context, family, SEED, source, Long.MAX_VALUE, largestBatch)) {
      for (int first = 0; first < networks; first += device.batch()) {
        int count = Math.min(device.batch(), networks - first);
        DeviceVerdicts verdicts = device.decide(first, count, true);
        all = all == null ? verdicts : all.and(verdicts, first);
      }
    }
    return new Settled(networks, all);
  }

  /** What contradicts the CPU, in words; null if nothing does. */
  static String wrong(NetworkFamily family, Settled settled) {
    BitSet unsettled = settled.unsettled();
    Map<Integer, DeviceProof> proofs = settled.proofs();
    if (settled.count() + unsettled.cardinality() != settled.networks()
        || !settled.chaotic().equals(settled.proven())) {
      return "%s: %s, %d unsettled, proofs %s"
          .formatted(family, settled, unsettled.cardinality(), settled.proven());
    }
    NetworkDecider cpu = NetworkDecider.forFamily(family);
    NetworkSampler sampler = new NetworkSampler(family, SEED);
    float[] numbers = new float[family.parameters()];
    for (int i = 0; i < settled.networks(); i++) {
      if (!unsettled.get(i)) {
        sampler.draw(i, 1, numbers);
        DeviceProof proof = proofs.get(i);
        Decision decision = cpu.decide(numbers, 0);
        if (!agrees(decision, proof)) {
          return "%s: network %d, %s, but %s".formatted(family, i, proof, decision);
        }
        CheckResult check = proof == null ? null : check(family.network(numbers, 0), proof);
        if (check != null && !check.ok()) {
          return "%s: network %d, %s: %s".formatted(family, i, proof, check);
        }
      }
    }
    return null;
  }

  /** How many networks at such positions the CPU finds chaotic. */
  static long chaoticAmong(NetworkFamily family, int[] positions) {
    NetworkDecider cpu = NetworkDecider.forFamily(family);
    NetworkSampler sampler = new NetworkSampler(family, SEED);
    float[] numbers = new float[family.parameters()];
    return Arrays.stream(positions)
        .filter(
            position -> {
              sampler.draw(position, 1, numbers);
              return cpu.decide(numbers, 0).verdict() == Verdict.CHAOTIC;
            })
        .count();
  }

  private static boolean agrees(Decision decision, DeviceProof proof) {
    if (proof == null) {
      return decision.verdict() == Verdict.ORDERED;
    }
    Answer three = proof.m() == 0 && proof.n() == 3 ? Answer.YES : Answer.NO;
    return decision.verdict() == Verdict.CHAOTIC && decision.period3() == three;
  }

  private static CheckResult check(Network network, DeviceProof proof) {
    String x = Witness.OddPeriod.at(proof.m(), proof.n(), proof.x()).point();
    return check(network, proof.m(), proof.n(), x);
  }

  /** Checks a witness in exact arithmetic, independently, as {@code verify} does. */
  static CheckResult check(Network network, int m, int n, String x) {
    String line =
        "{\"verdict\": \"chaotic\", \"period3\": \"undecided\", "
            + "\"witness\": {\"m\": %d, \"n\": %d, \"x\": \"%s\"}}";
    return ProofChecker.check(network, ProofLine.parse(line.formatted(m, n, x)));
  }
}
