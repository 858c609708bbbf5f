package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.Witness;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.tally.ObservableTally;

/**
 * A session without a device: it settles every other network with the CPU's decisions, as far as a
 * device could.
 */
final class FakeSession implements DeviceSession {
  static final long MEMORY = 1_000;
  private static final int MOST_POWERS = 40;

  @Override
  public List<DeviceVerdicts> decide(
      List<NetworkFamily> families, long seed, long first, int count, boolean withProofs) {
    return families.stream().map(family -> decide(family, seed, first, count, withProofs)).toList();
  }

  private static DeviceVerdicts decide(
      NetworkFamily family, long seed, long first, int count, boolean withProofs) {
    float[] numbers = new float[count * family.parameters()];
    new NetworkSampler(family, seed).draw(first, count, numbers);
    NetworkDecider decider = NetworkDecider.forFamily(family);
    long[] ordered = new long[MOST_POWERS];
    List<DeviceProof> proofs = new ArrayList<>();
    List<Integer> unsettled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Decision decision = decider.decide(numbers, i * family.parameters());
      boolean taken = (first + i) % 2 == 0;
      if (taken && decision.verdict() == Verdict.ORDERED && decision.missingPeriod() > 0) {
        ordered[Long.numberOfTrailingZeros(decision.missingPeriod())]++;
      } else if (taken && decision.witness() instanceof Witness.OddPeriod odd && isDouble(odd)) {
        proofs.add(
            new DeviceProof(
                i,
                odd.m(),
                odd.n(),
                odd.numerator().doubleValue() / odd.denominator().doubleValue()));
      } else {
        unsettled.add(i);
      }
    }
    List<DeviceVerdicts.Chaotic> chaotic =
        proofs.stream().map(p -> new DeviceVerdicts.Chaotic(p.m(), p.n(), 1)).toList();
    return new DeviceVerdicts(
        ordered,
        chaotic,
        withProofs ? proofs : List.of(),
        unsettled.stream().mapToInt(Integer::intValue).toArray());
  }

  private static boolean isDouble(Witness.OddPeriod witness) {
    return witness.denominator().bitCount() == 1 && witness.numerator().bitLength() <= 53;
  }

  @Override
  public List<ObservableTally> observe(ObservedGroup group, long first, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public float[] jacobians(ObservedGroup group, int family, long first, int count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long memory() {
    return MEMORY;
  }

  @Override
  public void close() {}
}
