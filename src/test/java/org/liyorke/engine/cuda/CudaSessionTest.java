package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.Precision;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cpu.DeciderFactory;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictCounts;
import org.liyorke.tally.VerdictTally;

/** A session on a device: its parts of a block make the block, whatever came before. */
class CudaSessionTest {
  private static final DeciderFactory DECIDERS = family -> NetworkDecider.forFamily(family)::decide;
  private static final List<NetworkFamily> NARROW = List.of(family(2, 1), family(2, 4));
  private static final List<NetworkFamily> WIDE = List.of(family(11, 3));

  private static NetworkFamily family(int width, double gain) {
    return Families.resolve("he", width, 2, 1, null, null, null, gain);
  }

  private static CudaSession session(long memory, int largestBatch) {
    return new CudaSession(
        SoftwareCuda.device(),
        new CudaSession.Limits(memory, DevicePool.SESSIONS, largestBatch, false, Precision.FP32));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 200, 1 << 16})
  void batchesAndGroupsBeforeLeaveNoTrace(int largestBatch) {
    try (CudaSession session = session(Long.MAX_VALUE, largestBatch)) {
      assertCounts(session, NARROW, 1, 200);
      assertCounts(session, NARROW, 1, 131);
      assertCounts(session, NARROW, 2, 131);
      assertCounts(session, WIDE, 2, 20);
      assertCounts(session, NARROW, 2, 65);
    }
    assertNothingAllocated();
  }

  private static void assertCounts(
      CudaSession session, List<NetworkFamily> families, long seed, int count) {
    long first = 1_000_003;
    DevicePool pool = new DevicePool(List.of(SoftwareCuda.device()), device -> session, null);
    BlockResult actual =
        new CudaBlockDecider(families, seed, pool, DECIDERS).decide(first, count, true);
    BlockResult expected =
        new CpuEngine(1, DECIDERS).decider(families, seed).decide(first, count, true);
    for (int i = 0; i < families.size(); i++) {
      assertEquals(facts(expected.tally(i)), facts(actual.tally(i)));
      assertEquals(indices(expected, i), indices(actual, i));
    }
    assertEquals(expected.paired(Question.CHAOTIC), actual.paired(Question.CHAOTIC));
    assertEquals(expected.paired(Question.PERIOD3), actual.paired(Question.PERIOD3));
  }

  private static List<Long> indices(BlockResult result, int family) {
    return result.chaotic(family).stream().map(BlockResult.Chaotic::index).toList();
  }

  /** What does not depend on the engine. */
  private static List<Object> facts(VerdictTally tally) {
    VerdictCounts counts = tally.snapshot();
    return List.of(
        counts.chaotic(),
        counts.ordered(),
        counts.undecided(),
        counts.period3(),
        counts.period3Undecided());
  }

  @Test
  void verdictsOfPartsArePutTogether() {
    try (CudaSession session = session(Long.MAX_VALUE, 64)) {
      DeviceVerdicts verdicts = session.decide(WIDE, 5, 12, 300, true).get(0);
      int[] unsettled = verdicts.unsettled();
      assertEquals(300, verdicts.settled() + unsettled.length);
      for (int i = 0; i < unsettled.length; i++) {
        assertTrue(unsettled[i] < 300 && (i == 0 || unsettled[i] > unsettled[i - 1]));
      }
    }
  }

  @Test
  void memoryIsSharedAndAtMostWhatIsFree() {
    try (CudaSession small = session(1 << 20, 10);
        CudaSession large = session(Long.MAX_VALUE, 10);
        DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      assertEquals(1 << 19, small.memory());
      assertTrue(large.memory() < context.properties().memory() / 2);
    }
    assertNothingAllocated();
  }

  private static void assertNothingAllocated() {
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      SoftwareCuda.assertNothingAllocated(context);
    }
  }
}
