package org.liyorke.random;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes known-answers/normals.txt with the project's own laws; {@link LawAnswersTest} compares the
 * file with the laws, and the tests of each law compare the laws with independent references.
 */
final class LawAnswers {
  private static final int[] WORDS = {
    0,
    1,
    2,
    3,
    0x3F,
    0x40,
    0x7F,
    0x80,
    0x12345678,
    0x1FFFFFFF,
    0x20000000,
    0x3FFFFFFF,
    0x40000000,
    0x7FFFFFFD,
    0x7FFFFFFE,
    0x7FFFFFFF,
    0x80000000,
    0x80000001,
    0x80000002,
    0xBFFFFFFF,
    0xC0000000,
    0xEDCBA987,
    0xFFFFFFFE,
    0xFFFFFFFF
  };

  private LawAnswers() {}

  /** The laws by the fields that describe them in the file. */
  static Map<String, Law> laws() {
    Map<String, Law> laws = new LinkedHashMap<>();
    laws.put("normal 0 1 1", new NormalLaw(0, 1));
    laws.put("normal 0 2 1", new NormalLaw(0, 2));
    laws.put("normal 0 0.03125 1", new NormalLaw(0, 0.03125));
    laws.put("normal 0 0.001953125 1.7", new NormalLaw(0, 0.001953125).scaledBy(1.7));
    laws.put("normal -0.75 0.3 2.5", new NormalLaw(-0.75, 0.3).scaledBy(2.5));
    laws.put("normal 0.25 0 3", new NormalLaw(0.25, 0).scaledBy(3));
    laws.put("uniform -1 1", new UniformLaw(-1, 1));
    laws.put("uniform -0.1 0.3", new UniformLaw(-0.1, 0.3));
    laws.put("uniform 1000 1000.001", new UniformLaw(1000, 1000.001));
    laws.put("truncated -2 2 1", new TruncatedNormalLaw(-2, 2, 1));
    laws.put("truncated -2 2 0.1", new TruncatedNormalLaw(-2, 2, 0.1));
    laws.put("truncated -1 3 0.5", new TruncatedNormalLaw(-1, 3, 0.5));
    laws.put("truncated 0 inf 1", new TruncatedNormalLaw(0, Double.POSITIVE_INFINITY, 1));
    laws.put("truncated -inf -1.5 1", new TruncatedNormalLaw(Double.NEGATIVE_INFINITY, -1.5, 1));
    laws.put("truncated 5 6 1", new TruncatedNormalLaw(5, 6, 1));
    laws.put("truncated 30 31 2", new TruncatedNormalLaw(30, 31, 2));
    return laws;
  }

  /** Folds floats or doubles given as bits, as words are folded in words.txt. */
  static long fold(long total, long bits) {
    return total * KnownAnswers.FOLD + bits;
  }

  static long foldNumbers(Law law) {
    int[] words = new int[100_000];
    float[] numbers = new float[words.length];
    new WordStream(42).fill(0, words, 0, words.length);
    law.transform(words, 0, numbers, 0, words.length);
    long total = 0;
    for (float number : numbers) {
      total = fold(total, Integer.toUnsignedLong(Float.floatToRawIntBits(number)));
    }
    return total;
  }

  static long foldTable(double[] table) {
    long total = 0;
    for (double coefficient : table) {
      total = fold(total, Double.doubleToRawLongBits(coefficient));
    }
    return total;
  }

  /** Prints the file. */
  public static void main(String[] args) {
    System.out.print(
        """
        # Known answers of the laws, for every language alike. Parameters decimal, all else hexadecimal.
        # Made by the project's own laws, which their tests hold against independent references:
        #   mvn -q test-compile
        #   java -cp target/classes:target/test-classes org.liyorke.random.LawAnswers \\
        #     > src/test/resources/known-answers/normals.txt
        #
        # A law is written: normal MEAN VARIANCE FACTOR, uniform LO HI or truncated A B SCALE.
        # number  word, bits of the float32 number, law
        # fold    h after h = h * 6364136223846793005 + bits (mod 2^64) over the numbers of the words 0 to 99999 of
        #         seed 42 in order, from h = 0; law
        # table   the same over the bits of the 8192 coefficients of the normal law's table
        """);
    System.out.printf(Locale.ROOT, "table %016x%n", foldTable(NormalLaw.coefficients()));
    laws().forEach(LawAnswers::print);
  }

  private static void print(String name, Law law) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int word : WORDS) {
      printNumber(name, law, word);
    }
    for (int i = 0; i < 16; i++) {
      printNumber(name, law, random.nextInt() >> random.nextInt(28));
    }
    System.out.printf(Locale.ROOT, "fold %016x %s%n", foldNumbers(law), name);
  }

  private static void printNumber(String name, Law law, int word) {
    System.out.printf(
        Locale.ROOT,
        "number %08x %08x %s%n",
        word,
        Float.floatToRawIntBits(law.fromWord(word)),
        name);
  }
}
