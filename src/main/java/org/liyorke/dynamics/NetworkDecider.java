package org.liyorke.dynamics;

import org.liyorke.model.NetworkFamily;

/**
 * Decides the drawn networks of one family, cheapest proof first: double precision with error
 * bounds, then rational arithmetic for what is left. Networks with smooth activations have no such
 * second stage. One for each thread; not thread-safe.
 */
public final class NetworkDecider {
  private final NetworkFamily family;
  private final FloatCascade cascade;

  private NetworkDecider(NetworkFamily family, FloatCascade cascade) {
    this.family = family;
    this.cascade = cascade;
  }

  /**
   * A decider for the networks of a family.
   *
   * @param family scalar
   */
  public static NetworkDecider forFamily(NetworkFamily family) {
    boolean plain = family.depth() >= 2 && family.state() == 1 && family.isPiecewiseLinear();
    return new NetworkDecider(family, plain ? cascade(family) : null);
  }

  private static FloatCascade cascade(NetworkFamily family) {
    return new FloatCascade(
        family.sizes(), family.activation().piecewiseLinear(), family.output().piecewiseLinear());
  }

  /**
   * Decides one network.
   *
   * @param parameters drawn numbers in the order of contract 2
   * @param offset where the network's numbers begin
   */
  public Decision decide(float[] parameters, int offset) {
    if (!family.isPiecewiseLinear()) {
      return SmoothCascade.decide(family.network(parameters, offset));
    }
    Decision quick = cascade == null ? null : cascade.decide(parameters, offset);
    return quick != null
        ? quick
        : ExactCascade.decide(PiecewiseLinearMap.of(family.network(parameters, offset)));
  }
}
