package org.liyorke.dynamics;

import org.liyorke.model.NetworkFamily;

/**
 * Decides the drawn networks of one family, cheapest proof first: double precision with error
 * bounds, then rational arithmetic for what is left. One for each thread; not thread-safe.
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
   * @param family scalar, piecewise linear
   */
  public static NetworkDecider forFamily(NetworkFamily family) {
    boolean plain = family.depth() >= 2 && family.state() == 1;
    return new NetworkDecider(
        family,
        plain ? new FloatCascade(family.sizes(), family.activation(), family.output()) : null);
  }

  /**
   * Decides one network.
   *
   * @param parameters drawn numbers in the order of contract 2
   * @param offset where the network's numbers begin
   */
  public Decision decide(float[] parameters, int offset) {
    Decision quick = cascade == null ? null : cascade.decide(parameters, offset);
    return quick != null
        ? quick
        : ExactCascade.decide(PiecewiseLinearMap.of(family.network(parameters, offset)));
  }
}
