package org.liyorke.published;

import java.util.List;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;
import org.liyorke.random.WordStream;

/**
 * Copies of the tent map as a network of two ReLU units, every number perturbed by independent
 * normal noise. Copy i of a seed is always the same.
 */
final class NoisyTent {
  /** Standard deviation of the noise, as published. */
  static final double NOISE = 0.1;

  private static final double[] TENT = {1, 1, 0, -0.5, 2, -4, 0};
  private static final int WORDS = 8;
  private static final NormalLaw LAW = new NormalLaw(0, NOISE * NOISE);

  private final WordStream stream;

  NoisyTent(long seed) {
    stream = new WordStream(StreamKey.of(seed, Purpose.WEIGHT_NOISE, 1, 2, 1));
  }

  /** The tent map itself, 2x up to 1/2 and 2 - 2x from there to 1. */
  static Network exact() {
    return network(TENT);
  }

  /** A perturbed copy, i at least 0. */
  Network copy(long i) {
    int[] words = new int[WORDS];
    stream.fill(i * WORDS, words, 0, WORDS);
    double[] numbers = TENT.clone();
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] += LAW.fromWord(words[j]);
    }
    return network(numbers);
  }

  private static Network network(double[] n) {
    return new Network(
        List.of(
            new Layer(new double[][] {{n[0]}, {n[1]}}, new double[] {n[2], n[3]}, Activation.RELU),
            new Layer(new double[][] {{n[4], n[5]}}, new double[] {n[6]}, Activation.IDENTITY)));
  }
}
