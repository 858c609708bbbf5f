package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cpu.DeciderFactory;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.Question;

/** What a device settles and what the CPU adds make the tallies of the CPU engine. */
class CudaBlockDeciderTest {
  private static final long SEED = 0x5EED;
  private static final DeciderFactory DECIDERS = family -> NetworkDecider.forFamily(family)::decide;

  private static NetworkFamily family(int width, double gain, String output) {
    Activation activation = Activation.named(output);
    return Families.resolve("he", width, 2, 1, null, activation, null, gain);
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
        Arguments.of(List.of(family(2, 1, "identity")), 0L, 5_003L),
        Arguments.of(List.of(family(16, 1, "identity"), family(16, 4, "identity")), 99L, 3_001L),
        Arguments.of(
            List.of(family(5, 2, "identity"), family(5, 2, "relu"), family(5, 3, "clip")),
            1L << 40,
            1_007L),
        Arguments.of(List.of(family(300, 8, "identity")), 7L, 61L),
        Arguments.of(List.of(family(3, 1, "identity")), 7L, 1L),
        Arguments.of(
            List.of(family(1, 1, "relu"), family(1, 5, "relu")),
            12L,
            (long) CudaBlockDecider.LARGEST_BATCH + 3));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void talliesAreThoseOfTheCpu(List<NetworkFamily> families, long first, long count) {
    BlockResult expected =
        new CpuEngine(1, DECIDERS).decider(families, SEED).decide(first, count, true);
    BlockResult actual = decider(families, new FakeSession()).decide(first, count, true);
    for (int i = 0; i < families.size(); i++) {
      assertEquals(expected.tally(i), actual.tally(i));
      assertEquals(expected.chaotic(i).size(), actual.chaotic(i).size());
      for (int j = 0; j < expected.chaotic(i).size(); j++) {
        assertEquals(expected.chaotic(i).get(j), actual.chaotic(i).get(j));
      }
    }
    for (Question question : Question.values()) {
      assertEquals(expected.paired(question), actual.paired(question));
    }
  }

  /** A device that loses a network, or decides one twice, is found out. */
  @Test
  void verdictsMustBeAsManyAsNetworks() {
    List<NetworkFamily> families = List.of(family(2, 1, "identity"));
    DeviceSession wrong =
        new DeviceSession() {
          @Override
          public List<DeviceVerdicts> decide(
              List<NetworkFamily> group, long seed, long first, int count, boolean withProofs) {
            return List.of(
                new DeviceVerdicts(
                    new long[] {count - 3, 2},
                    List.of(new DeviceVerdicts.Chaotic(0, 3, 1)),
                    List.of(),
                    new int[] {4}));
          }

          @Override
          public List<ObservableTally> observe(ObservedGroup group, long first, long count) {
            throw new UnsupportedOperationException();
          }

          @Override
          public float[] jacobians(ObservedGroup group, int family, long first, int count) {
            throw new UnsupportedOperationException();
          }

          @Override
          public long memory() {
            return 1;
          }

          @Override
          public void close() {}
        };
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> decider(families, wrong).decide(0, 10, false));
    assertTrue(e.getMessage().contains("left 1 of 10 networks"), e.getMessage());
  }

  private static BlockDecider decider(List<NetworkFamily> families, DeviceSession session) {
    CudaDevice device = new CudaDevice(0, "fake", 1, 7, 5, 1);
    DevicePool pool = new DevicePool(List.of(device), each -> session, null);
    return new CudaBlockDecider(families, SEED, pool, DECIDERS);
  }
}
