package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.dynamics.Witness;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.Engines;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;

/** Campaigns that are sent to another process, and blocks that come back from it. */
class BlockParcelTest {
  private static final EngineListener SILENT =
      new EngineListener() {
        @Override
        public void chosen(String line) {
          fail(line);
        }

        @Override
        public void retired(String line) {
          fail(line);
        }
      };

  private static NetworkFamily family(String init, int width, int depth, Activation hidden) {
    return Families.resolve(init, width, depth, 1, hidden, null, null, 6);
  }

  private static Campaign campaign(Observation observation, NetworkFamily... families) {
    return new Campaign(List.of(families), -3, 50, 450, observation);
  }

  static Stream<Campaign> campaigns() {
    return Stream.of(
        campaign(
            Observation.of(List.of(ObservableKind.LYAPUNOV, ObservableKind.PERSISTENCE)),
            family("he", 3, 2, Activation.RELU),
            family("U(-2,2)", 3, 2, Activation.RELU)),
        campaign(Observation.NONE, family("lecun", 6, 3, Activation.HARD_TANH)),
        campaign(Observation.NONE, family("truncated(-1.5, 2, 1)", 3, 2, Activation.ABS)),
        campaign(
            Observation.NONE,
            family("he", 2, 2, Activation.TANH),
            family("he", 2, 2, Activation.SIGMOID),
            family("he", 2, 2, Activation.GELU)));
  }

  @SuppressWarnings("unchecked") // what was written is read
  private static <T> T sent(T object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static BlockTally decide(Campaign campaign, Ledger.Claim claim) {
    EngineOptions cpu = new EngineOptions("cpu", 1, 1);
    try (Engine engine = Engines.choose(cpu, campaign.points(), campaign.observation(), SILENT)) {
      return new BlockWorker(campaign, engine).decide(claim, 1, true, () -> true);
    }
  }

  private static Ledger ledger(Campaign campaign) {
    return new Ledger(Configuration.of(campaign, "test", true, null, Shard.WHOLE));
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void blocksComeBackAsTheyWereDecided(Campaign campaign) throws Exception {
    Campaign sent = sent(campaign);
    assertEquals(campaign, sent);
    assertNotSame(campaign, sent);
    Ledger ledger = ledger(campaign);
    boolean anyChaotic = false;
    for (Ledger.Claim claim = ledger.claim(); claim != null; claim = ledger.claim()) {
      BlockTally here = decide(campaign, claim);
      BlockTally there = decide(sent, sent(claim));
      assertEquals(here, there);
      BlockTally back = sent(BlockParcel.of(there, true)).open(claim, ledger, 1);
      assertEquals(here, back);
      assertEquals(there.seconds(), back.seconds());
      for (int i = 0; i < here.points().size(); i++) {
        assertEquals(here.chaotic(i), back.chaotic(i));
        anyChaotic |= !back.chaotic(i).isEmpty();
      }
      assertEquals(List.of(), BlockParcel.of(there, false).open(claim, ledger, 1).chaotic(0));
    }
    assertTrue(anyChaotic);
  }

  @Test
  void anotherBlockIsNotTakenAndSecondsAreShared() {
    Campaign campaign = campaign(Observation.NONE, family("he", 3, 2, Activation.RELU));
    Ledger ledger = ledger(campaign);
    Ledger.Claim first = ledger.claim();
    Ledger.Claim second = ledger.claim();
    BlockParcel parcel = BlockParcel.of(decide(campaign, first), false);
    double seconds = parcel.open(first, ledger, 1).seconds();
    assertEquals(seconds / 4, parcel.open(first, ledger, 4).seconds(), 1e-12 * seconds);
    assertThrows(IllegalStateException.class, () -> parcel.open(second, ledger, 1));
    Ledger.Claim larger =
        new Ledger.Claim(0, first.block(), 0, first.first(), first.count() + 1, first.chunk());
    assertThrows(IllegalStateException.class, () -> parcel.open(larger, ledger, 1));
  }

  @Test
  void endPointsOfHorseshoesAreComputedBeforeTheyAreSent() throws Exception {
    BigInteger[][][] bounds = new BigInteger[3][2][2];
    for (int i = 0; i < 12; i++) {
      bounds[i / 4][i / 2 % 2][i % 2] = BigInteger.valueOf(7).pow(i);
    }
    Witness.Loops sent = sent(new Witness.Loops(2, 3, () -> bounds));
    assertEquals(2, sent.p());
    assertEquals(3, sent.q());
    assertArrayEquals(bounds, sent.bounds());
  }

  @Test
  void aBlockThatIsWantedNoMoreIsDropped() {
    Campaign campaign = new Campaign(List.of(family("he", 3, 2, Activation.RELU)), 0, 0, 1L << 40);
    Ledger.Claim claim = new Ledger.Claim(0, 4_096, 0, 0, 2, 1);
    EngineOptions cpu = new EngineOptions("cpu", 1, 1);
    try (Engine engine = Engines.choose(cpu, campaign.points(), campaign.observation(), SILENT)) {
      BlockWorker worker = new BlockWorker(campaign, engine);
      assertNull(worker.decide(claim, 1, false, () -> false));
      assertEquals(2, worker.decide(claim, 1, false, () -> true).networks());
    }
  }
}
