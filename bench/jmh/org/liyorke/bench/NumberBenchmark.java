package org.liyorke.bench;

import static org.liyorke.bench.HeNetworks.require;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.WordStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds for a random word and for a normal float, beside the generators of the JDK. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(NumberBenchmark.COUNT)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NumberBenchmark {
  /** Numbers made by one call: words and floats together fit the second-level cache. */
  static final int COUNT = 8192;

  private final WordStream stream = new WordStream(0);
  private final NormalLaw law = new NormalLaw(0, 1);
  private final SplittableRandom splittable = new SplittableRandom(1);
  private final Random random = new Random(1);
  private final int[] words = new int[COUNT];
  private final float[] numbers = new float[COUNT];
  private long position;

  /**
   * Known words of seed 0, the array form of the law against the single one, and the moments of
   * every generator.
   */
  @Setup
  public void verify() {
    words();
    require(words[0] == 0x6627e8d5 && words[4] == 0x844515e1, "words 0 and 4 of seed 0");
    require(WordStream.word(0, 262144) == 0xf8e4cca4, "word 262144 of seed 0");
    checkMoments(wordsAndNormals(), "NormalLaw");
    for (int i = 0; i < COUNT; i++) {
      require(numbers[i] == law.fromWord(words[i]), "number " + i + " of NormalLaw.transform");
    }
    checkMoments(splittableGaussian(), "SplittableRandom");
    checkMoments(randomGaussian(), "Random");
  }

  /**
   * Five standard errors: sqrt(1 / n) of the mean, sqrt(2 / n) of the variance; the seeds are
   * fixed.
   */
  private static void checkMoments(float[] numbers, String name) {
    double sum = 0;
    double squares = 0;
    for (float number : numbers) {
      sum += number;
      squares += (double) number * number;
    }
    double n = numbers.length;
    require(Math.abs(sum / n) < 5 / Math.sqrt(n), name + " mean " + sum / n);
    require(Math.abs(squares / n - 1) < 5 * Math.sqrt(2 / n), name + " variance " + squares / n);
  }

  /** Words alone. */
  @Benchmark
  public int[] words() {
    stream.fill(position, words, 0, COUNT);
    position += COUNT;
    return words;
  }

  /** The normal law on words already made. */
  @Benchmark
  public float[] normalsFromWords() {
    law.transform(words, 0, numbers, 0, COUNT);
    return numbers;
  }

  /** Words, then the normal law: the whole price of a weight. */
  @Benchmark
  public float[] wordsAndNormals() {
    words();
    return normalsFromWords();
  }

  /** Alternative: the JDK's ziggurat on SplittableRandom. */
  @Benchmark
  public float[] splittableGaussian() {
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = (float) splittable.nextGaussian();
    }
    return numbers;
  }

  /** Alternative: Random.nextGaussian. */
  @Benchmark
  public float[] randomGaussian() {
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
