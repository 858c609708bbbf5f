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
 * <p>Words are made a window at a time. Long runs of one law are transformed where they stand.
 * Short ones, as in networks of width 2, are first brought together over all networks of the
 * window, so that a law is called once for the window and not once for each of many tiny networks.
 * Measured at width 2: 36 ns a network against 42 with a call for each run.
 */
public final class NetworkSampler {
  /**
   * Words in a window: a multiple of 4, above the 1024 from which words are cheap, and small enough
   * that words, numbers and the tables of the laws share the nearest caches.
   */
  private static final int WINDOW = 2048;

  /** From this length on a call for each run is the quicker way. */
  private static final int LONG_RUN = 8;

  private final NetworkFamily family;
  private final WordStream stream;
  private final int parameters;
  private final long wordsPerNetwork;
  private final long maxNetworks;
  private final List<ParameterRun> constants = new ArrayList<>();
  private final List<ParameterRun> randoms = new ArrayList<>();
  private final List<ParameterRun> longRuns = new ArrayList<>();
  private final List<List<ParameterRun>> shortRunsByLaw;
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
    Map<Law, List<ParameterRun>> shortRuns = new LinkedHashMap<>();
    for (ParameterRun run : family.runs()) {
      boolean constant = run.law().isConstant();
      (constant ? constants : randoms).add(run);
      if (!constant && run.count() >= LONG_RUN) {
        longRuns.add(run);
      } else if (!constant) {
        shortRuns.computeIfAbsent(run.law(), law -> new ArrayList<>()).add(run);
      }
    }
    shortRunsByLaw = List.copyOf(shortRuns.values());
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
    if (wordsPerNetwork > WINDOW) {
      drawLarge(firstIndex, count, out);
    } else if (wordsPerNetwork > 0) {
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
      for (ParameterRun run : longRuns) {
        drawLongRun(run, networks, out, done * parameters + run.parameter());
      }
      for (List<ParameterRun> runs : shortRunsByLaw) {
        drawShortRuns(runs, networks, out, done * parameters);
      }
    }
  }

  private void drawLongRun(ParameterRun run, int networks, float[] out, int outOffset) {
    int stride = (int) wordsPerNetwork;
    for (int i = 0; i < networks; i++) {
      run.law()
          .transform(words, run.word() + i * stride, out, outOffset + i * parameters, run.count());
    }
  }

  private void drawShortRuns(List<ParameterRun> runs, int networks, float[] out, int outOffset) {
    int gatheredWords = 0;
    for (ParameterRun run : runs) {
      gather(run, networks, gatheredWords);
      gatheredWords += run.count() * networks;
    }
    runs.get(0).law().transform(gathered, 0, numbers, 0, gatheredWords);
    int scattered = 0;
    for (ParameterRun run : runs) {
      scatter(run, networks, scattered, out, outOffset + run.parameter());
      scattered += run.count() * networks;
    }
  }

  /** Parameter by parameter, so that the inner loop is the long one. */
  private void gather(ParameterRun run, int networks, int offset) {
    int stride = (int) wordsPerNetwork;
    for (int j = 0; j < run.count(); j++) {
      int from = run.word() + j;
      int to = offset + j * networks;
      for (int i = 0; i < networks; i++) {
        gathered[to + i] = words[from + i * stride];
      }
    }
  }

  /** The way back from the order of {@link #gather}. */
  private void scatter(ParameterRun run, int networks, int offset, float[] out, int outOffset) {
    for (int j = 0; j < run.count(); j++) {
      int from = offset + j * networks;
      int to = outOffset + j;
      for (int i = 0; i < networks; i++) {
        out[to + i * parameters] = numbers[from + i];
      }
    }
  }

  /** Windows inside one network. */
  private void drawLarge(long firstIndex, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      long firstWord = (firstIndex + i) * wordsPerNetwork;
      for (ParameterRun run : randoms) {
        drawRun(run, firstWord, out, i * parameters + run.parameter());
      }
    }
  }

  /**
   * Pieces end at multiples of the window, so that hardly any group of four words is made twice.
   */
  private void drawRun(ParameterRun run, long firstWord, float[] out, int outOffset) {
    int done = 0;
    while (done < run.count()) {
      int word = run.word() + done;
      int length = Math.min(run.count() - done, WINDOW - word % WINDOW);
      stream.fill(firstWord + word, words, 0, length);
      run.law().transform(words, 0, out, outOffset + done, length);
      done += length;
    }
  }
}
