package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.random.ConstantLaw;
import org.liyorke.random.Law;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.StreamKey;
import org.liyorke.random.WordStream;

class NetworkSamplerTest {
  private static final long SEED = 42;

  private static NetworkFamily family(
      String init, int width, int depth, int state, String bias, double gain) {
    return Families.resolve(init, width, depth, state, null, null, bias, gain);
  }

  /** Contract 2 word by word, with nothing of the sampler. */
  private static float[] byContract(NetworkFamily family, long seed, long index) {
    long key = StreamKey.of(seed, StreamKey.Purpose.WEIGHTS, family.sizes());
    int[] sizes = family.sizes();
    float[] parameters = new float[family.parameters()];
    long word = index * family.wordsPerNetwork();
    int next = 0;
    for (int layer = 0; layer < family.depth(); layer++) {
      LayerLaws laws = family.layers().get(layer);
      int weights = sizes[layer] * sizes[layer + 1];
      for (int i = 0; i < weights + sizes[layer + 1]; i++) {
        Law law = i < weights ? laws.weights() : laws.bias();
        parameters[next++] = law.fromWord(law.isConstant() ? 0 : WordStream.word(key, word++));
      }
    }
    return parameters;
  }

  /**
   * The key of the sizes (1, 2, 1), the words 0 to 6 of its stream, layer 1 of variance 2, layer 2
   * of variance 1.
   */
  @Test
  void heWidthTwoIsTheWordsOfItsStreamMapped() {
    long tag = StreamKey.mix64(1);
    for (int size : new int[] {1, 2, 1}) {
      tag = StreamKey.mix64(tag + size);
    }
    long key = StreamKey.mix64(SEED ^ tag);
    float[] expected = new float[7];
    for (int i = 0; i < 7; i++) {
      expected[i] = new NormalLaw(0, i < 4 ? 2 : 1).fromWord(WordStream.word(key, i));
    }
    NetworkFamily he = family("he", 2, 2, 1, null, 1);
    float[] drawn = new float[7];
    new NetworkSampler(he, SEED).draw(0, 1, drawn);
    assertArrayEquals(expected, drawn);
    Network network = he.network(SEED, 0);
    assertArrayEquals(
        new double[][] {{expected[0]}, {expected[1]}}, network.layers().get(0).weights());
    assertArrayEquals(new double[] {expected[2], expected[3]}, network.layers().get(0).bias());
    assertArrayEquals(
        new double[][] {{expected[4], expected[5]}}, network.layers().get(1).weights());
    assertArrayEquals(new double[] {expected[6]}, network.layers().get(1).bias());
    assertEquals(Activation.RELU, network.layers().get(0).activation());
    assertEquals(Activation.IDENTITY, network.layers().get(1).activation());
  }

  /**
   * Widths on both sides of a window of words, several laws, constants inside, vector states,
   * depths 1 to 4.
   */
  @ParameterizedTest
  @CsvSource({
    "he, 1, 2, 1, , 1",
    "he, 2, 2, 1, , 1",
    "he, 3, 2, 1, , 2.5",
    "he, 64, 2, 1, zero, 1",
    "he, 682, 2, 1, , 1",
    "he, 683, 2, 1, , 1",
    "he, 700, 2, 1, zero, 3",
    "he, 900, 2, 2, , 1",
    "he, 30, 3, 4, zero, 0.5",
    "he, 5, 3, 2, 'constant(0.5)', 2",
    "he, 20, 2, 1, 'N(1, 0.5)', 1",
    "he-uniform, 1024, 2, 1, 'U(0, 1)', 1",
    "he, 7, 4, 3, , 0.5",
    "glorot, 9, 1, 5, , 3",
    "unit-he, 2, 2, 1, , 1",
    "unit-he, 3000, 2, 1, , 1",
    "he-uniform-bias, 5, 3, 2, , 1",
    "normal-truncated, 4, 2, 1, , 1",
    "glorot-std, 2, 2, 1, , 1",
    "truncated-normal, 60, 3, 1, constant(0.5), 1"
  })
  void batchesAreTheContractWhateverTheirSize(
      String init, int width, int depth, int state, String bias, double gain) {
    NetworkFamily family = family(init, width, depth, state, bias, gain);
    int size = family.parameters();
    long first = 1_000_003;
    int count = 13;
    NetworkSampler sampler = new NetworkSampler(family, SEED);
    float[] all = new float[count * size];
    sampler.draw(first, count, all);
    for (int i = 0; i < count; i++) {
      float[] drawn = Arrays.copyOfRange(all, i * size, (i + 1) * size);
      assertArrayEquals(byContract(family, SEED, first + i), drawn, "network " + i);
    }
    float[] five = new float[5 * size];
    sampler.draw(first + 4, 5, five);
    assertArrayEquals(Arrays.copyOfRange(all, 4 * size, 9 * size), five);
  }

  @ParameterizedTest
  @CsvSource({"he, 2", "he, 64", "unit-he, 2", "normal-truncated, 3"})
  void manyNetworksAreTheSameNetworksOneByOne(String init, int width) {
    NetworkFamily family = family(init, width, 2, 1, null, 1);
    int size = family.parameters();
    NetworkSampler sampler = new NetworkSampler(family, -7);
    float[] all = new float[1000 * size];
    sampler.draw(0, 1000, all);
    float[] one = new float[size];
    for (int i = 999; i >= 0; i--) {
      sampler.draw(i, 1, one);
      assertArrayEquals(Arrays.copyOfRange(all, i * size, (i + 1) * size), one, "network " + i);
    }
  }

  /** Keeping numbers from one call to the next must not show, whichever way the indices go. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 21, 64, 512, 683, 1024})
  void drawsDoNotDependOnEarlierDraws(int width) {
    NetworkFamily family = family("he", width, 2, 1, null, 1);
    NetworkSampler sampler = new NetworkSampler(family, SEED);
    SplittableRandom random = new SplittableRandom(width);
    for (int i = 0; i < 30; i++) {
      long first = random.nextLong(20);
      int count = random.nextInt(1, 4);
      float[] drawn = new float[count * family.parameters()];
      sampler.draw(first, count, drawn);
      float[] expected = new float[drawn.length];
      for (int j = 0; j < count; j++) {
        float[] one = byContract(family, SEED, first + j);
        System.arraycopy(one, 0, expected, j * one.length, one.length);
      }
      assertArrayEquals(expected, drawn, count + " networks from " + first);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 64, 700, 1024})
  void theLastNetworkOfAFamilyCanBeDrawn(int width) {
    NetworkFamily family = family("he", width, 2, 1, null, 1);
    int size = family.parameters();
    long last = family.maxNetworks() - 1;
    float[] drawn = new float[size];
    NetworkSampler sampler = new NetworkSampler(family, -1);
    sampler.draw(last, 1, drawn);
    assertArrayEquals(byContract(family, -1, last), drawn);
    assertThrows(IllegalArgumentException.class, () -> sampler.draw(last, 2, new float[2 * size]));
    assertThrows(IllegalArgumentException.class, () -> sampler.draw(-1, 1, drawn));
    assertThrows(IllegalArgumentException.class, () -> sampler.draw(0, 2, drawn));
  }

  @Test
  void constantsFillEveryNetwork() {
    NetworkFamily family = family("constant(0.1)", 3, 2, 1, null, 1);
    float[] drawn = new float[family.parameters() * 40];
    new NetworkSampler(family, 0).draw(123, 40, drawn);
    float[] expected = new float[drawn.length];
    Arrays.fill(expected, new ConstantLaw(0.1).fromWord(0));
    assertArrayEquals(expected, drawn);
  }

  /** Gain changes the scale of the last weights and nothing else: common random numbers. */
  @Test
  void gainScalesTheLastWeightsOnly() {
    Network plain = family("he", 4, 2, 1, null, 1).network(SEED, 9);
    Network scaled = family("he", 4, 2, 1, null, 4).network(SEED, 9);
    Layer last = plain.layers().get(1);
    assertArrayEquals(plain.layers().get(0).weights(), scaled.layers().get(0).weights());
    assertArrayEquals(plain.layers().get(0).bias(), scaled.layers().get(0).bias());
    assertArrayEquals(last.bias(), scaled.layers().get(1).bias());
    for (int i = 0; i < 4; i++) {
      assertEquals(4 * last.weights()[0][i], scaled.layers().get(1).weights()[0][i], 0.0);
    }
  }

  @Test
  void networksOfVectorStatesAreRowsByOutputs() {
    NetworkFamily family = family("he", 3, 2, 2, null, 1);
    float[] expected = byContract(family, SEED, 5);
    Network network = family.network(SEED, 5).checked();
    int next = 0;
    for (Layer layer : network.layers()) {
      for (double[] row : layer.weights()) {
        for (double weight : row) {
          assertEquals(expected[next++], weight, 0.0);
        }
      }
      for (double bias : layer.bias()) {
        assertEquals(expected[next++], bias, 0.0);
      }
    }
    assertEquals(expected.length, next);
  }
}
