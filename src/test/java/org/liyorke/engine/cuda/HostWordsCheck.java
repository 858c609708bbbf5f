package org.liyorke.engine.cuda;

import static org.liyorke.engine.cuda.CudaException.checkRandom;

import java.util.Arrays;
import jcuda.Pointer;
import jcuda.jcurand.JCurand;
import jcuda.jcurand.curandGenerator;
import jcuda.jcurand.curandOrdering;
import jcuda.jcurand.curandRngType;
import org.liyorke.random.WordStream;

/**
 * A process that compares the words of cuRAND's host generator with Java's; ends with status 1 at
 * the first difference. Needs libcurand.so.10 on the library path, no driver and no GPU.
 */
final class HostWordsCheck {
  private static final int COUNT = 600_000;
  private static final long[] KEYS = {0, 1, 42, 0x123456789abcdefL, -1};
  private static final long[] POSITIONS = {
    0, 1, 2, 3, 262_143, 262_144, (1L << 32) - 5, (1L << 34) + 12, (1L << 50) + 7
  };

  private HostWordsCheck() {}

  /** Prints the version and how many words were equal. */
  public static void main(String[] arguments) {
    CudaPlatform platform = CudaPlatform.find();
    if (platform.randomProblem() != null) {
      throw new IllegalStateException(platform.randomProblem());
    }
    System.out.println("cuRAND " + platform.randomVersion());
    long equal = 0;
    for (long key : KEYS) {
      for (long position : POSITIONS) {
        compare(key, position);
        equal += COUNT;
      }
    }
    System.out.println("equal " + equal);
  }

  private static void compare(long key, long position) {
    int[] expected = new int[COUNT];
    new WordStream(key).fill(position, expected, 0, COUNT);
    int[] words = new int[COUNT];
    curandGenerator generator = new curandGenerator();
    checkRandom(
        "curandCreateGeneratorHost",
        JCurand.curandCreateGeneratorHost(
            generator, curandRngType.CURAND_RNG_PSEUDO_PHILOX4_32_10));
    checkRandom(
        "curandSetGeneratorOrdering",
        JCurand.curandSetGeneratorOrdering(
            generator, curandOrdering.CURAND_ORDERING_PSEUDO_LEGACY));
    checkRandom(
        "curandSetPseudoRandomGeneratorSeed",
        JCurand.curandSetPseudoRandomGeneratorSeed(generator, key));
    checkRandom("curandSetGeneratorOffset", JCurand.curandSetGeneratorOffset(generator, position));
    checkRandom("curandGenerate", JCurand.curandGenerate(generator, Pointer.to(words), COUNT));
    checkRandom("curandDestroyGenerator", JCurand.curandDestroyGenerator(generator));
    int difference = Arrays.mismatch(expected, words);
    if (difference >= 0) {
      String where = "seed %x, position %d".formatted(key, position + difference);
      throw new IllegalStateException("cuRAND's word differs: " + where);
    }
  }
}
