package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Witness;
import org.liyorke.engine.BlockResult;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;

/** Blocks that finish in random orders, with and without an early stop. */
class LedgerTest {
  private static NetworkFamily family(int width) {
    return Families.resolve("he", width, 2, 1, null, null, null, 1);
  }

  private static Configuration configuration(StoppingRule until, Shard shard) {
    Campaign campaign = new Campaign(List.of(family(2), family(3)), 0, 0, 6_400);
    return Configuration.of(campaign, "test", false, until, shard);
  }

  /** Network i of width 2 is chaotic if 10 divides i, of width 3 if 3 divides it. */
  private static BlockTally tally(Ledger ledger, Ledger.Claim claim) {
    BlockTally tally = ledger.emptyTally(claim.block());
    BlockResult result = new BlockResult(1, (int) claim.count(), false);
    int step = claim.group() == 0 ? 10 : 3;
    for (int i = 0; i < claim.count(); i++) {
      boolean chaotic = (claim.first() + i) % step == 0;
      result.add(0, i, claim.first() + i, chaotic ? CHAOTIC : Decision.orderedWithoutPeriod(1));
    }
    result.endBatch((int) claim.count());
    tally.add(result);
    return tally;
  }

  private static final Decision CHAOTIC =
      Decision.chaotic(new Witness.Loops(1, 2, () -> null), Answer.NO, null);

  /** Works like eight threads whose blocks finish in any order; every claim is settled once. */
  private static CampaignResult work(Ledger ledger, Random random, int most) {
    List<Ledger.Claim> inWork = new ArrayList<>();
    Map<Long, Ledger.Settled> settled = new TreeMap<>();
    for (int i = 0; i < most; i++) {
      Ledger.Claim claim = inWork.size() < 8 ? ledger.claim() : null;
      if (claim != null) {
        inWork.add(claim);
      } else if (inWork.isEmpty()) {
        break;
      }
      if (inWork.size() == 8 || claim == null) {
        Ledger.Claim done = inWork.remove(random.nextInt(inWork.size()));
        collect(ledger.add(done, tally(ledger, done)), settled);
      }
    }
    for (Ledger.Claim claim : inWork) {
      collect(ledger.drop(claim), settled);
    }
    long order = 0;
    for (long key : settled.keySet()) {
      assertEquals(order++, key);
    }
    return ledger.result(0);
  }

  private static void collect(List<Ledger.Settled> more, Map<Long, Ledger.Settled> settled) {
    for (Ledger.Settled each : more) {
      assertNotNull(each.claim());
      assertFalse(settled.containsKey(each.claim().order()));
      settled.put(each.claim().order(), each);
    }
  }

  private static List<Long> chaotic(CampaignResult result) {
    return result.points().stream().map(point -> point.tally().chaotic()).toList();
  }

  private static final int ALL = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyBlockCountsOnce(int seed) {
    CampaignResult result =
        work(new Ledger(configuration(null, Shard.WHOLE)), new Random(seed), ALL);
    assertTrue(result.complete());
    assertEquals(List.of(640L, 2_134L), chaotic(result));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 200})
  void shardsAddUp(int shards) {
    long[] sum = new long[2];
    for (int i = 0; i < shards; i++) {
      Ledger ledger = new Ledger(configuration(null, new Shard(i, shards)));
      CampaignResult result = work(ledger, new Random(i), ALL);
      assertTrue(result.complete());
      sum[0] += chaotic(result).get(0);
      sum[1] += chaotic(result).get(1);
    }
    assertEquals(640, sum[0]);
    assertEquals(2_134, sum[1]);
  }

  /** Each point stops at its own block, the same in every order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theStopDoesNotDependOnTheOrder(int seed) {
    Configuration until = configuration(new StoppingRule(0.08, false, 0.9), Shard.WHOLE);
    Ledger inOrder = new Ledger(until);
    for (Ledger.Claim claim = inOrder.claim(); claim != null; claim = inOrder.claim()) {
      inOrder.add(claim, tally(inOrder, claim));
    }
    CampaignResult expected = inOrder.result(0);
    assertTrue(expected.complete());
    assertTrue(expected.points().get(0).networks() < 6_400);
    CampaignResult actual = work(new Ledger(until), new Random(seed), ALL);
    assertTrue(actual.complete());
    for (int i = 0; i < 2; i++) {
      assertEquals(expected.points().get(i).tally(), actual.points().get(i).tally());
    }
  }

  /** An interruption leaves the first blocks of each group, and says what is missing. */
  @ParameterizedTest
  @ValueSource(ints = {3, 20, 40, 150})
  void anInterruptedStopHasTheBlocksUntilThen(int steps) {
    StoppingRule unreachable = new StoppingRule(1e-6, false, 0.9);
    Ledger ledger = new Ledger(configuration(unreachable, Shard.WHOLE));
    CampaignResult result = work(ledger, new Random(steps), steps);
    assertFalse(result.complete());
    assertFalse(ledger.missing().isEmpty());
    long first = ledger.missing().get(0);
    for (long block = 0; block < 64; block++) {
      assertEquals(block < first, ledger.isCounted(block));
    }
  }
}
