package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedOutcomesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 128, 1000})
  void blocksCountLikeSingleNetworks(int networks) {
    Random random = new Random(networks);
    int points = 5;
    // One word more than needed and bits beyond the block: both must be ignored.
    long[][] bits = new long[points][networks / 64 + 2];
    PairedOutcomes single = new PairedOutcomes(points);
    for (int j = 0; j < networks; j++) {
      long pattern = 0;
      for (int i = 0; i < points; i++) {
        if (random.nextInt(6) == 0) {
          bits[i][j / 64] |= 1L << j;
          pattern |= 1L << i;
        }
      }
      single.add(pattern);
    }
    for (int j = networks; j < 64 * (networks / 64 + 2); j++) {
      bits[2][j / 64] |= 1L << j;
    }
    PairedOutcomes block = new PairedOutcomes(points);
    block.addBlock(bits, networks);
    assertEquals(single, block);
    assertEquals(networks, block.networks());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyPartitionGivesTheSameCounts(long seed) {
    Random random = new Random(seed);
    PairedOutcomes whole = new PairedOutcomes(4);
    List<PairedOutcomes> parts = new ArrayList<>();
    for (int part = 0; part < 20; part++) {
      PairedOutcomes outcomes = new PairedOutcomes(4);
      for (int i = random.nextInt(100); i > 0; i--) {
        long pattern = random.nextInt(16);
        outcomes.add(pattern);
        whole.add(pattern);
      }
      parts.add(outcomes);
    }
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      PairedOutcomes last = parts.remove(parts.size() - 1);
      parts.get(random.nextInt(parts.size())).merge(last);
    }
    assertEquals(whole, parts.get(0));
    assertEquals(whole.hashCode(), parts.get(0).hashCode());
  }

  @Test
  void projectionKeepsTheJointCountsOfTheChosenPoints() {
    PairedOutcomes outcomes = new PairedOutcomes(3);
    outcomes.add(0b001, 5);
    outcomes.add(0b011, 7);
    outcomes.add(0b110, 11);
    outcomes.add(0, 13);
    assertEquals(Map.of(0b00L, 13L, 0b01L, 11L, 0b10L, 12L), outcomes.project(2, 0).counts());
    assertEquals(36, outcomes.project(1).networks());
    assertEquals(18, outcomes.project(1).positives(0));
    assertEquals(12, outcomes.positives(0));
  }

  @Test
  void restoresFromItsCounts() {
    PairedOutcomes outcomes = new PairedOutcomes(62);
    outcomes.add((1L << 62) - 1, 3);
    outcomes.add(0, 9);
    PairedOutcomes copy = new PairedOutcomes(62);
    outcomes.counts().forEach(copy::add);
    assertEquals(outcomes, copy);
    copy.merge(copy);
    assertEquals(24, copy.networks());
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PairedOutcomes(0));
    assertThrows(IllegalArgumentException.class, () -> new PairedOutcomes(63));
    assertThrows(IllegalArgumentException.class, () -> new PairedOutcomes(2).add(4));
    assertThrows(IllegalArgumentException.class, () -> new PairedOutcomes(2).add(1, -1));
    assertThrows(
        IllegalArgumentException.class, () -> new PairedOutcomes(2).merge(new PairedOutcomes(3)));
    PairedOutcomes full = new PairedOutcomes(1);
    full.add(1, Long.MAX_VALUE);
    assertThrows(ArithmeticException.class, () -> full.add(1));
  }

  @Test
  void jsonReadsBack() throws Exception {
    PairedOutcomes outcomes = new PairedOutcomes(62);
    outcomes.add(0, Long.MAX_VALUE / 2);
    outcomes.add((1L << 62) - 1, 3);
    outcomes.add(5, 1);
    ObjectMapper mapper = new ObjectMapper();
    String json = outcomes.toJson().toString();
    assertEquals(outcomes, PairedOutcomes.fromJson(62, mapper.readTree(json)));
    assertThrows(
        IllegalArgumentException.class, () -> PairedOutcomes.fromJson(3, mapper.readTree(json)));
  }
}
