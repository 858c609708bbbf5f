package org.liyorke.engine.cuda;

import static jcuda.jcurand.JCurand.curandCreateGenerator;
import static jcuda.jcurand.JCurand.curandDestroyGenerator;
import static jcuda.jcurand.JCurand.curandGenerate;
import static jcuda.jcurand.JCurand.curandSetGeneratorOffset;
import static jcuda.jcurand.JCurand.curandSetGeneratorOrdering;
import static jcuda.jcurand.JCurand.curandSetPseudoRandomGeneratorSeed;
import static jcuda.jcurand.JCurand.curandSetStream;
import static org.liyorke.engine.cuda.CudaException.checkRandom;

import jcuda.jcurand.curandGenerator;
import jcuda.jcurand.curandOrdering;
import jcuda.jcurand.curandRngType;
import jcuda.runtime.cudaStream_t;

/**
 * Raw random words made by cuRAND: its Philox generator in legacy order gives the words of contract
 * 1.
 */
final class WordGenerator implements DeviceResource {
  private final DeviceContext context;
  private final curandGenerator generator = new curandGenerator();

  /**
   * A generator.
   *
   * @param key of the stream of words, all 64 bits significant
   * @param stream where the words are made
   */
  WordGenerator(DeviceContext context, long key, DeviceStream stream) {
    this.context = context;
    context.makeCurrent();
    checkRandom(
        "curandCreateGenerator",
        curandCreateGenerator(generator, curandRngType.CURAND_RNG_PSEUDO_PHILOX4_32_10));
    try {
      setUp(key, stream);
    } catch (CudaException e) {
      curandDestroyGenerator(generator);
      throw e;
    }
  }

  private void setUp(long key, DeviceStream stream) {
    checkRandom(
        "curandSetGeneratorOrdering",
        curandSetGeneratorOrdering(generator, curandOrdering.CURAND_ORDERING_PSEUDO_LEGACY));
    checkRandom(
        "curandSetPseudoRandomGeneratorSeed", curandSetPseudoRandomGeneratorSeed(generator, key));
    checkRandom("curandSetStream", curandSetStream(generator, new cudaStream_t(stream.handle())));
  }

  /**
   * Starts to write words.
   *
   * @param first position of the first word, at least 0
   * @param count at least 1
   */
  void fill(long first, DeviceBuffer out, long count) {
    context.makeCurrent();
    checkRandom("curandSetGeneratorOffset", curandSetGeneratorOffset(generator, first));
    checkRandom("curandGenerate", curandGenerate(generator, out.address(), count));
  }

  @Override
  public void close() {
    context.select();
    checkRandom("curandDestroyGenerator", curandDestroyGenerator(generator));
  }
}
