package org.liyorke.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.NormalStream;

/**
 * Draws parameters that are all normal with mean 0: numbers a window of the stream at a time, in
 * one long loop whatever networks they belong to, then copied to their places.
 *
 * <p>Every place of a window has a factor, the standard deviation of the parameter it belongs to.
 * The last window is kept: whoever draws network after network pays for no number twice.
 */
final class NormalFiller implements RunFiller {
  private static final int WINDOW = NormalStream.WINDOW;

  /** Words of a network up to which the factors of whole networks are kept: a megabyte. */
  private static final int MAX_TABLE = 1 << 18;

  private final NormalStream stream;
  private final int parameters;
  private final long wordsPerNetwork;
  private final List<ParameterRun> runs;
  private final List<Stretch> stretches;

  /** The factors of a network and a window more, or nothing for huge networks. */
  private final float[] factorsOfNetworks;

  private final float[] factors = new float[WINDOW];
  private final float[] numbers = new float[WINDOW];
  private long windowHeld = -1;

  /**
   * A filler.
   *
   * @param runs in order, all {@link #canFill}
   */
  NormalFiller(NetworkFamily family, List<ParameterRun> runs, long key) {
    this.runs = runs;
    stream = new NormalStream(key);
    parameters = family.parameters();
    wordsPerNetwork = family.wordsPerNetwork();
    stretches = stretches(runs);
    boolean small = wordsPerNetwork <= MAX_TABLE;
    factorsOfNetworks = new float[small ? (int) wordsPerNetwork + WINDOW : 0];
    setFactors(0, factorsOfNetworks);
  }

  /** Whether a run has a law of the kind drawn here. */
  static boolean canFill(ParameterRun run) {
    return run.law() instanceof NormalLaw law && law.mean() == 0;
  }

  /** Sets the factors of the words from the given word of a network on. */
  private void setFactors(long firstWord, float[] array) {
    for (long start = -firstWord; start < array.length; start += wordsPerNetwork) {
      for (ParameterRun run : runs) {
        int from = (int) Math.max(0, Math.min(start + run.word(), array.length));
        int to = (int) Math.max(0, Math.min(start + run.word() + run.count(), array.length));
        Arrays.fill(array, from, to, ((NormalLaw) run.law()).standardDeviation());
      }
    }
  }

  @Override
  public void fill(long firstIndex, int count, float[] out) {
    long word = firstIndex * wordsPerNetwork;
    long end = word + count * wordsPerNetwork;
    while (word < end) {
      hold(word / WINDOW);
      int at = (int) (word % WINDOW);
      int length = (int) Math.min(WINDOW - at, end - word);
      int outOffset = (int) (word / wordsPerNetwork - firstIndex) * parameters;
      copy(at, at + length, at - word % wordsPerNetwork, out, outOffset);
      word += length;
    }
  }

  private void hold(long window) {
    if (window == windowHeld) {
      return;
    }
    // The remainder of the product without its overflow.
    long firstWord = window % wordsPerNetwork * WINDOW % wordsPerNetwork;
    if (factorsOfNetworks.length > 0) {
      System.arraycopy(factorsOfNetworks, (int) firstWord, factors, 0, WINDOW);
    } else {
      setFactors(firstWord, factors);
    }
    stream.fill(window, numbers);
    scale();
    windowHeld = window;
  }

  /** Apart from the copying, because C2 makes vector code only of arrays that share the index. */
  private void scale() {
    for (int i = 0; i < WINDOW; i++) {
      numbers[i] *= factors[i];
    }
  }

  /**
   * Copies the numbers at [from, to) of the window.
   *
   * @param origin where the network of the first one begins, at most {@code from}
   * @param outOffset where that network begins in {@code out}
   */
  private void copy(int from, int to, long origin, float[] out, int outOffset) {
    int firstWhole = origin < from ? 1 : 0;
    int endWhole = (int) ((to - origin) / wordsPerNetwork);
    if (firstWhole == 1) {
      copyPart(from, to, origin, out, outOffset);
    }
    if (firstWhole < endWhole) {
      copyNetworks(firstWhole, endWhole, (int) origin, out, outOffset);
    }
    long last = origin + endWhole * wordsPerNetwork;
    if (firstWhole <= endWhole && last < to) {
      copyPart(from, to, last, out, outOffset + endWhole * parameters);
    }
  }

  /** Copies what lies in [from, to) of the network that begins at {@code origin}. */
  private void copyPart(int from, int to, long origin, float[] out, int outOffset) {
    for (Stretch stretch : stretches) {
      long start = origin + stretch.word;
      int first = (int) Math.max(from, start);
      int end = (int) Math.min(to, start + stretch.count);
      if (first < end) {
        int target = outOffset + stretch.parameter + (int) (first - start);
        System.arraycopy(numbers, first, out, target, end - first);
      }
    }
  }

  private void copyNetworks(int first, int end, int origin, float[] out, int outOffset) {
    int stride = (int) wordsPerNetwork;
    for (Stretch stretch : stretches) {
      int from = origin + stretch.word;
      int to = outOffset + stretch.parameter;
      for (int i = first; i < end; i++) {
        System.arraycopy(numbers, from + i * stride, out, to + i * parameters, stretch.count);
      }
    }
  }

  /** Brings neighbours together whatever their laws; what parts them are constants. */
  private static List<Stretch> stretches(List<ParameterRun> runs) {
    List<Stretch> stretches = new ArrayList<>();
    for (ParameterRun run : runs) {
      int last = stretches.size() - 1;
      Stretch before = last < 0 ? null : stretches.get(last);
      if (before != null && before.parameter + before.count == run.parameter()) {
        int count = before.count + run.count();
        stretches.set(last, new Stretch(before.word, before.parameter, count));
      } else {
        stretches.add(new Stretch(run.word(), run.parameter(), run.count()));
      }
    }
    return stretches;
  }

  /** Neighbouring parameters, whose words are neighbours too since constants take none. */
  private record Stretch(int word, int parameter, int count) {}
}
