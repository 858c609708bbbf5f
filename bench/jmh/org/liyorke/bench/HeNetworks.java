package org.liyorke.bench;

import org.liyorke.model.Families;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/**
 * The He networks that the benchmarks share: ReLU, identity output, seed 42, drawn from index 0 on.
 */
final class HeNetworks {
  static final long SEED = 42;

  private final NetworkFamily family;
  private final float[] parameters;

  private HeNetworks(NetworkFamily family, float[] parameters) {
    this.family = family;
    this.parameters = parameters;
  }

  /** The family of the main job. */
  static NetworkFamily family(int width) {
    return Families.resolve("he", width, null, 1, null, null, null, 1);
  }

  /** The first {@code count} networks of a width. */
  static HeNetworks draw(int width, int count) {
    NetworkFamily family = family(width);
    float[] parameters = new float[count * family.parameters()];
    new NetworkSampler(family, SEED).draw(0, count, parameters);
    return new HeNetworks(family, parameters);
  }

  NetworkFamily family() {
    return family;
  }

  /** All parameters, network after network. */
  float[] parameters() {
    return parameters;
  }

  /** Where network i begins in {@link #parameters()}. */
  int offset(int i) {
    return i * family.parameters();
  }

  /** Network i with its weights widened to double. */
  Network network(int i) {
    return family.network(parameters, offset(i));
  }

  /** Stops the benchmark unless a check of its output holds. */
  static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("output check failed: " + what);
    }
  }
}
