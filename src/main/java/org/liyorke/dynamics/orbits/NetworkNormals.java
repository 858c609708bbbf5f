package org.liyorke.dynamics.orbits;

import org.liyorke.model.NetworkFamily;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;
import org.liyorke.random.WordStream;

/**
 * Standard normal numbers that belong to the networks of a family, as their weights do: P numbers
 * each, from the words [i S, i S + P) of the stream of a purpose, S = 4 ceil(P / 4).
 */
public final class NetworkNormals {
  /** Most numbers of one network: 32 MiB with their words. */
  static final long MOST_NUMBERS = 1 << 22;

  /** The law of every number. */
  public static final NormalLaw STANDARD = new NormalLaw(0, 1);

  private final WordStream stream;
  private final int[] words;
  private final float[] numbers;

  /**
   * The numbers of a purpose.
   *
   * @param count P, at least 1
   */
  NetworkNormals(NetworkFamily family, long seed, Purpose purpose, int count) {
    stream = new WordStream(StreamKey.of(seed, purpose, family.sizes()));
    words = new int[count];
    numbers = new float[count];
  }

  /** S, the words that belong to each network. */
  public static long wordsFor(long count) {
    return (count + 3) / 4 * 4;
  }

  /** The numbers of a network, until the next call. */
  float[] of(long index) {
    stream.fill(index * wordsFor(words.length), words, 0, words.length);
    STANDARD.transform(words, 0, numbers, 0, words.length);
    return numbers;
  }
}
