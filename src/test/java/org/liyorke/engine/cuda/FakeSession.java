package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.tally.ObservableTally;

/** A session without a device: it settles every other ordered network with the CPU's decisions. */
final class FakeSession implements DeviceSession {
  static final long MEMORY = 1_000;
  private static final int MOST_POWERS = 40;

  @Override
  public List<DeviceVerdicts> decide(
      List<NetworkFamily> families, long seed, long first, int count) {
    return families.stream().map(family -> decide(family, seed, first, count)).toList();
  }

  private static DeviceVerdicts decide(NetworkFamily family, long seed, long first, int count) {
    float[] numbers = new float[count * family.parameters()];
    new NetworkSampler(family, seed).draw(first, count, numbers);
    NetworkDecider decider = NetworkDecider.forFamily(family);
    long[] ordered = new long[MOST_POWERS];
    List<Integer> unsettled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Decision decision = decider.decide(numbers, i * family.parameters());
      boolean settles = decision.verdict() == Verdict.ORDERED && decision.missingPeriod() > 0;
      if (settles && (first + i) % 2 == 0) {
        ordered[Long.numberOfTrailingZeros(decision.missingPeriod())]++;
      } else {
        unsettled.add(i);
      }
    }
    return new DeviceVerdicts(ordered, unsettled.stream().mapToInt(Integer::intValue).toArray());
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
