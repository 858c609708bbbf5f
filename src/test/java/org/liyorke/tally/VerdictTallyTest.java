package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Witness;

class VerdictTallyTest {
  private static Witness odd(int m, int n) {
    return new Witness.OddPeriod(m, n, BigInteger.TWO, BigInteger.valueOf(9));
  }

  private static Decision random(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Decision.chaotic(odd(0, 3), Answer.YES, null);
      case 1 ->
          Decision.chaotic(odd(random.nextInt(3), 5 + 2 * random.nextInt(3)), Answer.NO, null);
      case 2 ->
          Decision.chaotic(
              new Witness.Loops(1, 2, () -> new BigInteger[3][2][2]), Answer.UNDECIDED, "steps");
      case 3 -> Decision.undecided(random.nextBoolean() ? Answer.NO : Answer.UNDECIDED, "steps");
      case 4 -> Decision.orderedByFiniteDiagram();
      default -> Decision.orderedWithoutPeriod(random.nextInt(63));
    };
  }

  private static List<Decision> decisions(long seed, int count) {
    Random random = new Random(seed);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      decisions.add(random(random));
    }
    return decisions;
  }

  private static VerdictTally tally(List<Decision> decisions) {
    VerdictTally tally = new VerdictTally();
    decisions.forEach(tally::add);
    return tally;
  }

  @Test
  void countsEveryKindOfDecision() {
    VerdictTally tally =
        tally(
            List.of(
                Decision.chaotic(odd(0, 3), Answer.YES, null),
                Decision.chaotic(odd(0, 3), Answer.YES, null),
                Decision.chaotic(odd(1, 3), Answer.NO, null),
                Decision.chaotic(
                    new Witness.Loops(1, 2, () -> new BigInteger[3][2][2]),
                    Answer.UNDECIDED,
                    "steps"),
                Decision.orderedWithoutPeriod(0),
                Decision.orderedWithoutPeriod(2),
                Decision.orderedWithoutPeriod(2),
                Decision.orderedByFiniteDiagram(),
                Decision.undecided(Answer.NO, "steps"),
                Decision.undecided(Answer.UNDECIDED, "steps")));
    assertEquals(
        new VerdictCounts(
            4,
            4,
            2,
            2,
            2,
            Map.of("0,3", 2L, "1,3", 1L, "loops", 1L),
            Map.of("1", 1L, "4", 2L, "finite", 1L)),
        tally.snapshot());
    assertEquals(10, tally.networks());
    assertEquals(4, tally.ordered());
  }

  @Test
  void histogramsAreInOrderOfTheirKeys() {
    VerdictTally tally =
        tally(
            List.of(
                Decision.chaotic(
                    new Witness.Loops(1, 2, () -> new BigInteger[3][2][2]), Answer.NO, null),
                Decision.chaotic(odd(1, 3), Answer.NO, null),
                Decision.chaotic(odd(0, 13), Answer.NO, null),
                Decision.chaotic(odd(0, 3), Answer.YES, null),
                Decision.orderedByFiniteDiagram(),
                Decision.orderedWithoutPeriod(10),
                Decision.orderedWithoutPeriod(1)));
    assertEquals(
        List.of("0,3", "0,13", "1,3", "loops"), List.copyOf(tally.snapshot().witness().keySet()));
    assertEquals(List.of("2", "1024", "finite"), List.copyOf(tally.snapshot().order().keySet()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyPartitionGivesTheSameTally(long seed) {
    List<Decision> decisions = decisions(seed, 2000);
    VerdictTally whole = tally(decisions);
    Random random = new Random(seed);
    List<VerdictTally> parts = new ArrayList<>();
    for (int from = 0; from < decisions.size(); ) {
      int to = Math.min(decisions.size(), from + random.nextInt(300));
      parts.add(tally(decisions.subList(from, to)));
      from = to;
    }
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      VerdictTally last = parts.remove(parts.size() - 1);
      parts.get(random.nextInt(parts.size())).merge(last);
    }
    assertEquals(whole, parts.get(0));
    assertEquals(whole.hashCode(), parts.get(0).hashCode());
    assertEquals(whole.snapshot(), parts.get(0).snapshot());
  }

  @Test
  void mergingLeavesTheOtherAsItIsAndMayBeWithItself() {
    VerdictTally one = tally(decisions(1, 100));
    VerdictTally two = tally(decisions(2, 100));
    VerdictCounts before = two.snapshot();
    one.merge(two);
    assertEquals(before, two.snapshot());
    two.merge(two);
    assertEquals(2 * before.chaotic(), two.chaotic());
    assertEquals(2 * before.witness().get("0,3"), two.snapshot().witness().get("0,3"));
  }

  @Test
  void snapshotsRestoreTheTallyAndDoNotFollowIt() {
    VerdictTally tally = tally(decisions(7, 1000));
    VerdictCounts counts = tally.snapshot();
    assertEquals(tally, VerdictTally.of(counts));
    tally.addOrdered(3, 17);
    assertNotEquals(tally, VerdictTally.of(counts));
    assertEquals(counts.order().get("8") + 17, tally.snapshot().order().get("8"));
    assertThrows(UnsupportedOperationException.class, () -> counts.witness().put("0,3", 1L));
  }

  @Test
  void manyChaoticNetworksCountAsOneByOne() {
    VerdictTally oneByOne = new VerdictTally();
    for (int i = 0; i < 5; i++) {
      oneByOne.add(Decision.chaotic(Witness.OddPeriod.at(0, 3, 0.5), Answer.YES, null));
      oneByOne.add(Decision.chaotic(Witness.OddPeriod.at(2, 3, -0.75), Answer.NO, null));
    }
    VerdictTally together = new VerdictTally();
    together.addChaotic(0, 3, 5);
    together.addChaotic(2, 3, 5);
    together.addChaotic(0, 5, 0);
    assertEquals(oneByOne, together);
    assertEquals(5, together.period3());
    assertEquals("{0,3=5, 2,3=5}", together.snapshot().witness().toString());
  }

  @Test
  void countsThatDoNotBelongTogetherAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new VerdictCounts(1, 0, 0, 0, 0, Map.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new VerdictCounts(0, 1, 0, 0, 0, Map.of(), Map.of("2", 2L)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new VerdictCounts(0, 0, -1, 0, 0, Map.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new VerdictCounts(0, 0, 1, 1, 1, Map.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> VerdictTally.of(new VerdictCounts(1, 0, 0, 0, 0, Map.of("3", 1L), Map.of())));
    assertThrows(
        IllegalArgumentException.class,
        () -> VerdictTally.of(new VerdictCounts(0, 1, 0, 0, 0, Map.of(), Map.of("3", 1L))));
  }

  @Test
  void overflowIsAnErrorAndNotAWrap() {
    VerdictTally tally = new VerdictTally();
    tally.addOrdered(1, Long.MAX_VALUE);
    assertThrows(ArithmeticException.class, () -> tally.addOrdered(1, 1));
    assertThrows(ArithmeticException.class, () -> tally.merge(tally));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 2_000})
  void jsonReadsBack(int count) throws Exception {
    VerdictTally tally = tally(decisions(count, count));
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(tally, VerdictTally.fromJson(mapper.readTree(tally.toJson().toString())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"order\":{\"1\":-3}}",
        "{\"order\":{\"3\":1}}",
        "{\"undecided\":1.5}",
        "{\"witness\":{\"0\":1}}",
        "{\"period3\":1}"
      })
  void whatIsNoTallyIsRefused(String json) throws Exception {
    JsonNode node = new ObjectMapper().readTree(json);
    assertThrows(IllegalArgumentException.class, () -> VerdictTally.fromJson(node));
  }
}
