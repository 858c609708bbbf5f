package org.liyorke.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Witness;
import org.liyorke.engine.BlockResult;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;

/**
 * Batches leave no trace: the engine sees exactly the networks that the sampler draws one by one.
 */
class CpuEngineTest {
  private static final long SEED = 99;

  private static NetworkFamily family(int width, double gain) {
    return Families.resolve("he", width, 2, 1, null, null, null, gain);
  }

  /** Chaotic when the sum of the first and last numbers of a network is above 0.5. */
  private static Decision decide(float first, float last) {
    Witness witness = new Witness.OddPeriod(0, 3, BigInteger.ONE, BigInteger.ONE);
    return first + last > 0.5f
        ? Decision.chaotic(witness, last > 0 ? Answer.YES : Answer.NO, null)
        : Decision.orderedWithoutPeriod(0);
  }

  private static final DeciderFactory SUMS =
      family ->
          (numbers, offset) -> decide(numbers[offset], numbers[offset + family.parameters() - 1]);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 3_000})
  void blocksHoldTheNetworksOfTheirIndices(int width) {
    List<NetworkFamily> families = List.of(family(width, 1), family(width, 3));
    long first = 1_234;
    int count = width > 1_000 ? 70 : 2_500;
    BlockResult block = new CpuEngine(1, SUMS).decider(families, SEED).decide(first, count, true);
    PairedOutcomes expected = new PairedOutcomes(2);
    long[] chaotic = new long[2];
    for (int i = 0; i < count; i++) {
      long pattern = 0;
      for (int f = 0; f < 2; f++) {
        boolean positive = isChaotic(families.get(f), first + i);
        pattern |= positive ? 1L << f : 0;
        chaotic[f] += positive ? 1 : 0;
      }
      expected.add(pattern);
    }
    assertEquals(expected, block.paired(Question.CHAOTIC));
    for (int f = 0; f < 2; f++) {
      assertEquals(count, block.tally(f).networks());
      assertEquals(chaotic[f], block.tally(f).chaotic());
      assertEquals(chaotic[f], block.chaotic(f).size());
      NetworkFamily family = families.get(f);
      block.chaotic(f).forEach(entry -> assertEquals(true, isChaotic(family, entry.index())));
    }
  }

  private static boolean isChaotic(NetworkFamily family, long index) {
    float[] numbers = new float[family.parameters()];
    new NetworkSampler(family, SEED).draw(index, 1, numbers);
    return numbers[0] + numbers[numbers.length - 1] > 0.5f;
  }

  @Test
  void oneFamilyIsNoPairAndKeepsNoCatalogUnasked() {
    BlockResult block =
        new CpuEngine(1, SUMS).decider(List.of(family(2, 1)), SEED).decide(0, 100, false);
    assertNull(block.paired(Question.CHAOTIC));
    assertEquals(List.of(), block.chaotic(0));
    assertEquals(100, block.tally(0).networks());
  }

  @Test
  void threadsAreAtLeastOne() {
    assertThrows(IllegalArgumentException.class, () -> new CpuEngine(0, SUMS));
    assertEquals(3, new CpuEngine(3, SUMS).describe().get("threads"));
  }
}
