package org.liyorke.published;

import java.util.function.Predicate;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** Finds the first network of a family with some property. */
final class NetworkFinder {
  /** What is looked for here is found among some hundred networks. */
  private static final int MOST = 100_000;

  private NetworkFinder() {}

  /**
   * A network with its verdict.
   *
   * @param index in its family
   * @param numbers in the order of contract 2
   */
  record Found(long index, float[] numbers, Decision decision) {}

  /** The first network that passes the test. */
  static Found first(NetworkFamily family, RunContext context, Predicate<Found> test) {
    NetworkSampler sampler = new NetworkSampler(family, context.seed());
    NetworkDecider decider = NetworkDecider.forFamily(family);
    for (long index = 0; index < MOST; index++) {
      context.workers().check();
      float[] numbers = new float[family.parameters()];
      sampler.draw(index, 1, numbers);
      Found found = new Found(index, numbers, decider.decide(numbers, 0));
      if (test.test(found)) {
        return found;
      }
    }
    throw new IllegalStateException("no such network among " + MOST + " of " + family.init());
  }
}
