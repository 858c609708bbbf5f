package org.liyorke.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Draws networks of one family and seed; a pure function of (family, seed, index). Not for use by
 * several threads at once.
 */
public final class NetworkSampler {
  private final NetworkFamily family;
  private final int parameters;
  private final long maxNetworks;
  private final List<ParameterRun> constants = new ArrayList<>();
  private final RunFiller filler;

  /**
   * A sampler.
   *
   * @param seed all 64 bits significant
   */
  public NetworkSampler(NetworkFamily family, long seed) {
    this.family = family;
    parameters = family.parameters();
    maxNetworks = family.maxNetworks();
    List<ParameterRun> randoms = new ArrayList<>();
    for (ParameterRun run : family.runs()) {
      (run.law().isConstant() ? constants : randoms).add(run);
    }
    long key = StreamKey.of(seed, Purpose.WEIGHTS, family.sizes());
    if (randoms.isEmpty()) {
      filler = (firstIndex, count, out) -> {};
    } else if (randoms.stream().allMatch(NormalFiller::canFill)) {
      filler = new NormalFiller(family, randoms, key);
    } else {
      filler = new LawFiller(family, randoms, key);
    }
  }

  /** The family drawn from. */
  public NetworkFamily family() {
    return family;
  }

  /**
   * Writes {@code count} networks back to back, each {@link NetworkFamily#parameters()} floats in
   * the order of contract 2.
   *
   * @param firstIndex index of the first network; all indices must lie in [0, {@link
   *     NetworkFamily#maxNetworks()})
   * @param out at least {@code count * parameters()} long
   */
  public void draw(long firstIndex, int count, float[] out) {
    if (firstIndex < 0 || count < 0 || firstIndex > maxNetworks - count) {
      throw new IllegalArgumentException(
          "networks from %d, %d of them: must lie in [0, %d)"
              .formatted(firstIndex, count, maxNetworks));
    }
    long needed = (long) count * parameters;
    if (needed > out.length) {
      throw new IllegalArgumentException(
          "out has room for %d floats: must be at least %d".formatted(out.length, needed));
    }
    fillConstants(count, out);
    filler.fill(firstIndex, count, out);
  }

  private void fillConstants(int count, float[] out) {
    for (ParameterRun run : constants) {
      float value = run.law().fromWord(0);
      for (int i = 0; i < count; i++) {
        int from = i * parameters + run.parameter();
        Arrays.fill(out, from, from + run.count(), value);
      }
    }
  }
}
