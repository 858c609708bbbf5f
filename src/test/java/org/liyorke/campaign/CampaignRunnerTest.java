package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Witness;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.BlockObserver;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.Engine;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.Question;

/**
 * Campaigns on an engine whose verdicts are a formula of the index, so that every count is known.
 */
@Timeout(60)
class CampaignRunnerTest {
  /** Network i of a family of gain g is chaotic exactly when i is a multiple of 10 g. */
  private record FormulaEngine(int threads) implements Engine {
    @Override
    public String name() {
      return "formula";
    }

    @Override
    public Map<String, Object> describe() {
      return Map.of("name", name());
    }

    @Override
    public BlockObserver observer(
        List<NetworkFamily> families, long seed, Observation observation) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BlockDecider decider(List<NetworkFamily> families, long seed) {
      return (first, count, withCatalog) -> {
        BlockResult result = new BlockResult(families.size(), (int) count, withCatalog);
        for (int family = 0; family < families.size(); family++) {
          long step = Math.round(10 * families.get(family).gain());
          for (int i = 0; i < count; i++) {
            result.add(family, i, first + i, decision((first + i) % step == 0));
          }
        }
        result.endBatch((int) count);
        return result;
      };
    }

    private static Decision decision(boolean chaotic) {
      return chaotic
          ? Decision.chaotic(
              new Witness.OddPeriod(0, 3, BigInteger.ONE, BigInteger.TWO), Answer.YES, null)
          : Decision.orderedWithoutPeriod(1);
    }
  }

  private static NetworkFamily family(int width, double gain) {
    return Families.resolve("he", width, 2, 1, null, null, null, gain);
  }

  private static CampaignResult run(
      Campaign campaign, int threads, CampaignListener listener, BooleanSupplier cancelled) {
    Configuration configuration = Configuration.of(campaign, "test", false, null, Shard.WHOLE);
    return CampaignRunner.run(
        campaign, new Ledger(configuration), new FormulaEngine(threads), listener, cancelled);
  }

  private static final CampaignListener SILENT = new CampaignListener() {};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void everyIndexIsCountedOnceAtEveryPoint(int threads) {
    Campaign campaign =
        new Campaign(List.of(family(4, 1), family(8, 1), family(4, 2)), 0, 1_005, 101_005);
    CampaignResult result = run(campaign, threads, SILENT, () -> false);
    assertTrue(result.complete());
    assertEquals(
        List.of(10_000L, 10_000L, 5_000L),
        result.points().stream().map(point -> point.tally().chaotic()).toList());
    result.points().forEach(point -> assertEquals(100_000, point.tally().networks()));
    result.points().forEach(point -> assertTrue(point.seconds() > 0));

    assertEquals(2, result.groups().size());
    assertEquals(List.of(0, 2), result.groups().get(0).points());
    assertEquals(
        Map.of(0L, 90_000L, 1L, 5_000L, 3L, 5_000L),
        new TreeMap<>(result.groups().get(0).paired().get(Question.CHAOTIC).counts()));
    assertEquals(
        result.groups().get(0).paired().get(Question.CHAOTIC),
        result.groups().get(0).paired().get(Question.PERIOD3));
    assertNull(result.groups().get(1).paired().get(Question.CHAOTIC));
  }

  @Test
  void blocksDependOnTheConfigurationAlone() {
    Campaign campaign = new Campaign(List.of(family(64, 1), family(64, 2)), 5, 7, 1_000_007);
    PointGroup group = campaign.groups().get(0);
    assertEquals(List.of(0, 1), group.points());
    assertEquals(group.blockSize(), Long.highestOneBit(group.blockSize()));
    BlockLayout layout = group.layout();
    long next = 7;
    for (long b = 0; b < layout.blocks(); b++) {
      assertEquals(next, layout.firstOf(b));
      next += layout.countOf(b);
    }
    assertEquals(1_000_007, next);
    assertEquals(
        group.blockSize(),
        new Campaign(campaign.points(), 9, 0, 1_000_000).groups().get(0).blockSize());
  }

  @Test
  void slowNetworksMakeSmallBlocks() {
    assertEquals(1 << 20, blockSize(2, 2));
    assertEquals(1 << 18, blockSize(64, 2));
    assertEquals(1 << 15, blockSize(1_024, 2));
    assertEquals(512, blockSize(64, 3));
    assertEquals(1, blockSize(2_000, 3));
    assertEquals(1 << 18, blockSize(2, 3));
  }

  private static long blockSize(int width, int depth) {
    NetworkFamily family = Families.resolve("he", width, depth, 1, null, null, null, 1);
    return new Campaign(List.of(family), 0, 0, 1L << 30).groups().get(0).blockSize();
  }

  @Test
  void familiesThatTakeDifferentWordsAreNoPair() {
    NetworkFamily zeroBias = Families.resolve("he", 4, 2, 1, null, null, "zero", 1);
    Campaign campaign = new Campaign(List.of(family(4, 1), zeroBias, family(4, 3)), 0, 0, 10);
    assertEquals(
        List.of(List.of(0, 2), List.of(1)),
        campaign.groups().stream().map(PointGroup::points).toList());
  }

  @Test
  void cancellationReportsWholeBlocks() {
    Campaign campaign = new Campaign(List.of(family(2, 1)), 0, 0, Long.MAX_VALUE / 8);
    AtomicLong asked = new AtomicLong();
    CampaignResult result = run(campaign, 2, SILENT, () -> asked.incrementAndGet() > 9);
    assertFalse(result.complete());
    long size = campaign.groups().get(0).blockSize();
    assertEquals(9 * size, result.points().get(0).tally().networks());
  }

  /** From the 4,097th block on there are two chunks in a block, between which it is asked. */
  @Test
  void aLargeBlockIsDroppedInItsMiddle() {
    NetworkFamily slow = Families.resolve("he", 2_000, 3, 1, null, null, null, 1);
    Campaign campaign = new Campaign(List.of(slow), 0, 0, 1_000_000);
    List<BlockTally> settled = new ArrayList<>();
    CampaignListener listener =
        new CampaignListener() {
          @Override
          public void settled(long order, BlockTally block) {
            assertEquals(settled.size(), order);
            settled.add(block);
          }
        };
    AtomicLong asked = new AtomicLong();
    CampaignResult result = run(campaign, 1, listener, () -> asked.incrementAndGet() > 4_097);
    assertFalse(result.complete());
    assertEquals(4_096, result.points().get(0).tally().networks());
    assertEquals(4_097, settled.size());
    assertNull(settled.get(4_096));
  }

  /** Blocks of 1, 2 and 4 networks, on an engine that takes three chunks of one network at once. */
  @Test
  void enginesGetAsManyChunksAtOnceAsTheyLike() {
    NetworkFamily slow = Families.resolve("he", 2_000, 3, 1, null, null, null, 1);
    Campaign campaign = new Campaign(List.of(slow), 0, 0, 4_096 + 2 * 4_096 + 2 * 4);
    Map<Long, Integer> calls = new TreeMap<>();
    CampaignResult result = CampaignRunner.run(campaign, counting(calls), SILENT, () -> false);
    assertTrue(result.complete());
    assertEquals(campaign.networks(), result.points().get(0).tally().networks());
    assertEquals(Map.of(1L, 4_096 + 2, 2L, 4_096, 3L, 2), calls);
  }

  private static Engine counting(Map<Long, Integer> calls) {
    return new Engine() {
      @Override
      public String name() {
        return "counting";
      }

      @Override
      public Map<String, Object> describe() {
        return Map.of("name", name());
      }

      @Override
      public int threads() {
        return 1;
      }

      @Override
      public int chunksAtOnce() {
        return 3;
      }

      @Override
      public BlockDecider decider(List<NetworkFamily> families, long seed) {
        return (first, count, withCatalog) -> {
          calls.merge(count, 1, Integer::sum);
          BlockResult result = new BlockResult(1, 1, withCatalog);
          result.addOrdered(0, 0, count);
          return result;
        };
      }

      @Override
      public BlockObserver observer(
          List<NetworkFamily> families, long seed, Observation observation) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void listenersHearOfEveryBlock() {
    Campaign campaign = new Campaign(List.of(family(2, 1), family(4, 1)), 0, 0, 50_000);
    List<Long> blocks = new ArrayList<>();
    AtomicLong networks = new AtomicLong();
    double[] share = {0};
    CampaignListener listener =
        new CampaignListener() {
          @Override
          public void advanced(long decided, double done) {
            networks.addAndGet(decided);
            assertTrue(done > share[0]);
            share[0] = done;
          }

          @Override
          public boolean wantsChaotic() {
            return true;
          }

          @Override
          public void settled(long order, BlockTally block) {
            synchronized (blocks) {
              blocks.add(order);
            }
            assertEquals(block.verdicts(0).chaotic(), block.chaotic(0).size());
            block.chaotic(0).forEach(chaotic -> assertEquals(0, chaotic.index() % 10));
          }
        };
    run(campaign, 3, listener, () -> false);
    assertEquals(100_000, networks.get());
    assertEquals(1.0, share[0]);
    long total = campaign.groups().stream().mapToLong(g -> g.layout().blocks()).sum();
    assertEquals(total, blocks.stream().distinct().count());
    assertEquals(total, blocks.size());
  }

  @Test
  void aFailureEndsTheRunAndLetsWaitersGo() {
    Campaign campaign = new Campaign(List.of(family(2, 1)), 0, 0, Long.MAX_VALUE / 8);
    Object monitor = new Object();
    boolean[] failed = {false};
    CampaignListener listener =
        new CampaignListener() {
          @Override
          public void settled(long order, BlockTally block) throws InterruptedException {
            if (order == 0) {
              throw new IllegalStateException("block 0");
            }
            synchronized (monitor) {
              while (!failed[0]) {
                monitor.wait();
              }
            }
          }

          @Override
          public void failed() {
            synchronized (monitor) {
              failed[0] = true;
              monitor.notifyAll();
            }
          }
        };
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> run(campaign, 4, listener, () -> false));
    assertEquals("block 0", e.getMessage());
  }
}
