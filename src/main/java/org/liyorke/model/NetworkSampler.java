package org.liyorke.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.random.Law;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;
import org.liyorke.random.WordStream;

/**
 * Draws networks of one family and seed; a pure function of (family, seed, index). Not for use by
 * several threads at once.
 *
 * <p>Words are made a window at a time. In a window of whole networks the words of one law are
 * first brought together, so that a law is called once for the window and not once for each of many
 * tiny networks.
 */
public final class NetworkSampler {
  /**
   * Words in a window: a multiple of 4, small enough that words and numbers stay in the first-level
   * cache.
   */
  private static final int WINDOW = 2048;

  private final NetworkFamily family;
  private final WordStream stream;
  private final int parameters;
  private final long wordsPerNetwork;
  private final long maxNetworks;
  private final List<ParameterRun> constants = new ArrayList<>();
  private final List<List<ParameterRun>> randoms;
  private final int[] words = new int[WINDOW];
  private final int[] gathered = new int[WINDOW];
  private final float[] numbers = new float[WINDOW];

  /**
   * A sampler.
   *
   * @param seed all 64 bits significant
   */
  public NetworkSampler(NetworkFamily family, long seed) {
    this.family = family;
    stream = new WordStream(StreamKey.of(seed, Purpose.WEIGHTS, family.sizes()));
    parameters = family.parameters();
    wordsPerNetwork = family.wordsPerNetwork();
    maxNetworks = family.maxNetworks();
    Map<Law, List<ParameterRun>> byLaw = new LinkedHashMap<>();
    for (ParameterRun run : family.runs()) {
      if (run.law().isConstant()) {
        constants.add(run);
      } else {
        byLaw.computeIfAbsent(run.law(), law -> new ArrayList<>()).add(run);
      }
    }
    randoms = List.copyOf(byLaw.values());
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
          "networks from "
              + firstIndex
              + ", "
              + count
              + " of them: must lie in [0, "
              + maxNetworks
              + ")");
    }
    long needed = (long) count * parameters;
    if (needed > out.length) {
      throw new IllegalArgumentException(
          "out has room for " + out.length + " floats: must be at least " + needed);
    }
    fillConstants(count, out);
    if (randoms.isEmpty()) {
      return;
    }
    if (wordsPerNetwork > WINDOW) {
      drawLarge(firstIndex, count, out);
    } else {
      drawSmall(firstIndex, count, out);
    }
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

  /** Windows of whole networks. */
  private void drawSmall(long firstIndex, int count, float[] out) {
    int stride = (int) wordsPerNetwork;
    int most = WINDOW / stride;
    for (int done = 0; done < count; done += most) {
      int networks = Math.min(most, count - done);
      stream.fill((firstIndex + done) * wordsPerNetwork, words, 0, networks * stride);
      for (List<ParameterRun> runs : randoms) {
        drawLaw(runs, networks, stride, out, done * parameters);
      }
    }
  }

  private void drawLaw(
      List<ParameterRun> runs, int networks, int stride, float[] out, int outOffset) {
    int length = 0;
    for (ParameterRun run : runs) {
      gather(words, run.word(), stride, gathered, length, run.count(), networks);
      length += run.count() * networks;
    }
    runs.get(0).law().transform(gathered, 0, numbers, 0, length);
    int from = 0;
    for (ParameterRun run : runs) {
      scatter(numbers, from, out, outOffset + run.parameter(), parameters, run.count(), networks);
      from += run.count() * networks;
    }
  }

  private static void gather(
      int[] from, int first, int stride, int[] to, int offset, int length, int networks) {
    int next = offset;
    for (int i = 0; i < networks; i++) {
      int start = first + i * stride;
      for (int j = 0; j < length; j++) {
        to[next + j] = from[start + j];
      }
      next += length;
    }
  }

  private static void scatter(
      float[] from, int offset, float[] to, int first, int stride, int length, int networks) {
    int next = offset;
    for (int i = 0; i < networks; i++) {
      int start = first + i * stride;
      for (int j = 0; j < length; j++) {
        to[start + j] = from[next + j];
      }
      next += length;
    }
  }

  /** Windows inside one network. */
  private void drawLarge(long firstIndex, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      long firstWord = (firstIndex + i) * wordsPerNetwork;
      for (List<ParameterRun> runs : randoms) {
        for (ParameterRun run : runs) {
          drawRun(run, firstWord, out, i * parameters + run.parameter());
        }
      }
    }
  }

  /**
   * After the first piece every piece starts at a multiple of the window, so that no counter is
   * computed twice.
   */
  private void drawRun(ParameterRun run, long firstWord, float[] out, int outOffset) {
    int end = run.word() + run.count();
    int word = run.word();
    while (word < end) {
      int length = Math.min(end - word, WINDOW - word % WINDOW);
      stream.fill(firstWord + word, words, 0, length);
      run.law().transform(words, 0, out, outOffset + word - run.word(), length);
      word += length;
    }
  }
}
