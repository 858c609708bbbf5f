package org.liyorke.random;

/**
 * Keys of independent word streams (contract 2): key = mix64(seed XOR tag), the tag folded from the
 * purpose of the draw and the layer sizes of the network family.
 */
public final class StreamKey {
  /** What the words of a stream are for. */
  public enum Purpose {
    WEIGHTS(0),
    INITIAL_STATES(1),
    WEIGHT_NOISE(2),
    OTHER_POINTS(3);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }

    /** The number p of contract 2, which is part of every draw and never changes. */
    public int number() {
      return number;
    }
  }

  private StreamKey() {}

  /**
   * The key of a stream.
   *
   * @param seed the user's seed, all 64 bits
   * @param sizes the layer sizes (state, hidden sizes, state), each at least 1
   */
  public static long of(long seed, Purpose purpose, int... sizes) {
    long tag = mix64(purpose.number() + 1);
    for (int size : sizes) {
      if (!(size >= 1)) {
        throw new IllegalArgumentException("layer size " + size + " must be at least 1");
      }
      tag = mix64(tag + size);
    }
    return mix64(seed ^ tag);
  }

  /**
   * The finaliser of SplitMix64, a bijection of 64-bit numbers (Steele, Lea, Flood, "Fast
   * splittable pseudorandom number generators", OOPSLA 2014, with Stafford's variant 13 of the
   * constants).
   */
  public static long mix64(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
