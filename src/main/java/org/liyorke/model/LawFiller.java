package org.liyorke.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.random.Law;
import org.liyorke.random.WordStream;

/**
 * Draws parameters of any laws: words first, then each law on its words.
 *
 * <p>Words are made a window at a time. Long runs of one law are transformed where they stand.
 * Short ones, as in networks of width 2, are first brought together over all networks of the
 * window, so that a law is called once for the window and not once for each of many tiny networks.
 * At width 2 that takes a sixth less time than a call for each run.
 */
final class LawFiller implements RunFiller {
  /**
   * Words in a window: a multiple of 4, above the 1024 from which words are cheap, and small enough
   * that words, numbers and the tables of the laws share the nearest caches.
   */
  private static final int WINDOW = 2048;

  /** From this length on a call for each run is the quicker way. */
  private static final int LONG_RUN = 8;

  private final WordStream stream;
  private final int parameters;
  private final long wordsPerNetwork;
  private final List<ParameterRun> runs;
  private final List<ParameterRun> longRuns = new ArrayList<>();
  private final List<List<ParameterRun>> shortRunsByLaw;
  private final int[] words = new int[WINDOW];
  private final int[] gathered = new int[WINDOW];
  private final float[] numbers = new float[WINDOW];

  LawFiller(NetworkFamily family, List<ParameterRun> runs, long key) {
    this.runs = runs;
    stream = new WordStream(key);
    parameters = family.parameters();
    wordsPerNetwork = family.wordsPerNetwork();
    Map<Law, List<ParameterRun>> shortRuns = new LinkedHashMap<>();
    for (ParameterRun run : runs) {
      if (run.count() >= LONG_RUN) {
        longRuns.add(run);
      } else {
        shortRuns.computeIfAbsent(run.law(), law -> new ArrayList<>()).add(run);
      }
    }
    shortRunsByLaw = List.copyOf(shortRuns.values());
  }

  @Override
  public void fill(long firstIndex, int count, float[] out) {
    if (wordsPerNetwork > WINDOW) {
      fillLarge(firstIndex, count, out);
    } else {
      fillSmall(firstIndex, count, out);
    }
  }

  /** Windows of whole networks. */
  private void fillSmall(long firstIndex, int count, float[] out) {
    int stride = (int) wordsPerNetwork;
    int most = WINDOW / stride;
    for (int done = 0; done < count; done += most) {
      int networks = Math.min(most, count - done);
      stream.fill((firstIndex + done) * wordsPerNetwork, words, 0, networks * stride);
      for (ParameterRun run : longRuns) {
        fillLongRun(run, networks, out, done * parameters + run.parameter());
      }
      for (List<ParameterRun> runs : shortRunsByLaw) {
        fillShortRuns(runs, networks, out, done * parameters);
      }
    }
  }

  private void fillLongRun(ParameterRun run, int networks, float[] out, int outOffset) {
    int stride = (int) wordsPerNetwork;
    for (int i = 0; i < networks; i++) {
      run.law()
          .transform(words, run.word() + i * stride, out, outOffset + i * parameters, run.count());
    }
  }

  private void fillShortRuns(List<ParameterRun> runs, int networks, float[] out, int outOffset) {
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
  private void fillLarge(long firstIndex, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      long firstWord = (firstIndex + i) * wordsPerNetwork;
      for (ParameterRun run : runs) {
        fillRun(run, firstWord, out, i * parameters + run.parameter());
      }
    }
  }

  /**
   * Pieces end at multiples of the window, so that hardly any group of four words is made twice.
   */
  private void fillRun(ParameterRun run, long firstWord, float[] out, int outOffset) {
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
