package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.orbits.LapSettings;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.dynamics.orbits.OrbitSettings;
import org.liyorke.dynamics.orbits.PairSettings;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.Engines;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/** Journals that were damaged in every way end with the counts of a run in one go. */
@Timeout(120)
class CampaignFolderTest {
  @TempDir Path folder;

  private final List<String> notices = new ArrayList<>();

  private static NetworkFamily family(int width, double gain) {
    return Families.resolve("he", width, 2, 1, null, null, null, gain);
  }

  /** Two points that are paired, one that is not, with observables: lines with all there is. */
  private static final Campaign CAMPAIGN =
      new Campaign(
          List.of(family(3, 2), family(3, 4), family(5, 2)),
          11,
          100,
          740,
          new Observation(
              List.of(ObservableKind.ESCAPE),
              new OrbitSettings(2, 3, 10, 1e6),
              PairSettings.DEFAULT,
              LapSettings.DEFAULT,
              Observation.DEFAULT_NOISE));

  private static Configuration configuration() {
    return Configuration.of(CAMPAIGN, "test", true, null, Shard.WHOLE);
  }

  /** Runs the campaign, at most so many blocks, in the folder. */
  private Ledger run(boolean resume, int blocks) {
    Ledger ledger = new Ledger(configuration());
    try (CampaignFolder open = CampaignFolder.open(folder, ledger, resume, notices::add)) {
      int[] left = {blocks};
      CampaignListener listener =
          new CampaignListener() {
            @Override
            public boolean wantsChaotic() {
              return true;
            }

            @Override
            public void decided(BlockTally block) {
              open.append(
                  block, block.chaotic(0).isEmpty() ? "" : "{\"block\":" + block.block() + "}\n");
            }
          };
      EngineListener silent =
          new EngineListener() {
            @Override
            public void chosen(String line) {}

            @Override
            public void retired(String line) {}
          };
      EngineOptions cpu = new EngineOptions("cpu", 1, 1);
      CampaignRunner.run(
          CAMPAIGN,
          ledger,
          Engines.choose(cpu, CAMPAIGN.points(), CAMPAIGN.observation(), silent),
          listener,
          () -> left[0]-- <= 0);
      return ledger;
    }
  }

  private static final int ALL = 1_000_000;

  private static byte[] finishedJournal;
  private static String finishedCounts;

  /** Runs the campaign once for all tests. */
  @BeforeAll
  static void finishOnce(@TempDir Path once) throws IOException {
    CampaignFolderTest test = new CampaignFolderTest();
    test.folder = once;
    finishedCounts = counts(test.run(false, ALL));
    finishedJournal = Files.readAllBytes(test.journal());
  }

  /** Makes the folder that of the finished campaign; its counts. */
  private String finished() throws IOException {
    Files.write(
        folder.resolve(CampaignFolder.CONFIGURATION), ConfigurationJson.bytes(configuration()));
    Files.write(journal(), finishedJournal);
    return finishedCounts;
  }

  private static String counts(Ledger ledger) {
    CampaignResult result = ledger.result(0);
    StringBuilder text = new StringBuilder();
    result
        .points()
        .forEach(
            point ->
                text.append(point.tally()).append(point.observed().summaries(0.95)).append('\n'));
    result.groups().forEach(group -> text.append(group.paired()));
    return text.toString();
  }

  private Path journal() {
    return folder.resolve(CampaignFolder.JOURNAL);
  }

  private String catalog(Ledger ledger) {
    List<String> lines = new ArrayList<>();
    try (CampaignFolder open =
        CampaignFolder.open(folder, new Ledger(configuration()), true, x -> {})) {
      open.readCatalog(ledger, lines::add);
    }
    return lines.toString();
  }

  @Test
  void everyLineIsJsonOfSomeHundredBytes() throws IOException {
    String expected = finished();
    List<String> lines = Files.readAllLines(journal());
    Ledger whole = run(true, 0);
    assertEquals(expected, counts(whole));
    assertEquals(whole.blocks() + 1, lines.size());
    for (String line : lines) {
      assertTrue(ConfigurationJson.MAPPER.readTree(line).isObject());
      assertTrue(line.length() < 2_000, line);
    }
    assertEquals(configuration(), CampaignFolder.read(folder));
  }

  /** The last line is cut at some byte, as by a power failure. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 120})
  void aLineThatWasCutShortIsDroppedAndDoneAgain(int bytes) throws IOException {
    String expected = finished();
    byte[] journal = Files.readAllBytes(journal());
    Files.write(journal(), Arrays.copyOf(journal, journal.length - bytes));
    Ledger resumed = run(true, ALL);
    assertEquals(expected, counts(resumed));
    assertEquals(1, notices.size(), notices.toString());
    assertTrue(notices.get(0).contains("cut short"), notices.toString());
    // Only the seconds of the last line differ.
    List<String> lines = Files.readAllLines(journal());
    assertEquals(new String(journal, StandardCharsets.UTF_8).lines().count(), lines.size());
  }

  /** One byte at a random place has another value, the line ends included. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aFlippedByteIsFoundNamedAndItsBlockDoneAgain(int seed) throws IOException {
    Random random = new Random(seed);
    String expected = finished();
    String catalog = catalog(run(true, 0));
    byte[] journal = Files.readAllBytes(journal());
    int place =
        switch (seed) {
          case 1 -> 20;
          case 2 -> new String(journal, StandardCharsets.UTF_8).indexOf('\n', 3_000);
          default -> random.nextInt(journal.length);
        };
    journal[place] ^= (byte) (1 << random.nextInt(8));
    long line = 1;
    for (int i = 0; i < place; i++) {
      line += journal[i] == '\n' ? 1 : 0;
    }
    Files.write(journal(), journal);
    Ledger resumed = run(true, ALL);
    assertEquals(expected, counts(resumed));
    assertEquals(catalog, catalog(resumed));
    assertFalse(notices.isEmpty());
    assertTrue(notices.get(0).contains("line " + line + " is "), place + ": " + notices);
  }

  @Test
  void aBlockThatStandsThereTwiceCountsOnce() throws IOException {
    String expected = finished();
    String line = Files.readAllLines(journal()).get(3);
    Files.writeString(journal(), line + "\n", StandardOpenOption.APPEND);
    assertEquals(expected, counts(run(true, ALL)));
    assertEquals(List.of(), notices);
  }

  @Test
  void linesThatContradictEachOtherAreNotCountedAndTheirBlockIsDoneAgain() throws IOException {
    String expected = finished();
    long lines = Files.lines(journal()).count();
    byte[] other =
        SealedLine.open(
            Files.readAllLines(journal()).get(3).getBytes(StandardCharsets.UTF_8),
            ConfigurationJson.hash(configuration()));
    String changed =
        new String(other, StandardCharsets.UTF_8).replaceFirst("\"order\":\\{\"1\":", "$0" + 1);
    byte[] sealed = SealedLine.seal(changed, ConfigurationJson.hash(configuration()));
    Files.write(journal(), sealed, StandardOpenOption.APPEND);
    assertEquals(expected, counts(run(true, ALL)));
    assertEquals(1, notices.size());
    assertTrue(notices.get(0).contains("lines 4 and " + (lines + 1)), notices.toString());
    notices.clear();
    // It was settled for good: what is left to say is where the lines are.
    Ledger again = run(true, 0);
    assertEquals(expected, counts(again));
    assertTrue(again.missing().isEmpty());
  }

  @Test
  void aJournalOfAnotherCampaignIsRefused() throws IOException {
    run(false, 3);
    Path other = folder.resolve("other");
    Files.createDirectory(other);
    Configuration changed = Configuration.of(CAMPAIGN, "test", false, null, Shard.WHOLE);
    CampaignFolder.open(other, new Ledger(changed), false, notices::add).close();
    String line = Files.readAllLines(journal()).get(2);
    Files.copy(other.resolve(CampaignFolder.JOURNAL), folder.resolve("header"));
    Files.writeString(folder.resolve("header"), line + "\n", StandardOpenOption.APPEND);
    Files.move(folder.resolve("header"), journal(), StandardCopyOption.REPLACE_EXISTING);
    UserError e = assertThrows(UserError.class, () -> run(true, ALL));
    assertEquals(UserError.INPUT, e.exitStatus());
    assertTrue(e.getMessage().contains("another campaign"), e.getMessage());
  }

  /** Blocks of another campaign in a journal with the right first line. */
  @Test
  void linesOfAnotherCampaignAreDamage() throws IOException {
    run(false, 2);
    String line = Files.readAllLines(journal()).get(1);
    Path other = folder.resolve("other");
    Files.createDirectory(other);
    Configuration changed = Configuration.of(CAMPAIGN, "another", true, null, Shard.WHOLE);
    try (CampaignFolder open =
        CampaignFolder.open(other, new Ledger(changed), false, notices::add)) {
      open.append(new Ledger(changed).emptyTally(0), "");
    }
    Path path = other.resolve(CampaignFolder.JOURNAL);
    Files.writeString(path, line + "\n", StandardOpenOption.APPEND);
    JournalReader reader = JournalReader.scan(path, changed);
    assertEquals(new TreeSet<>(List.of(0L)), reader.blocks());
    assertEquals(List.of("line 3 is damaged and not counted"), reader.damage());
  }

  @Test
  void aJournalWithoutItsFirstLineOrConfigurationIsRefused() throws IOException {
    run(false, 3);
    byte[] whole = Files.readAllBytes(journal());
    String text = Files.readString(journal());
    Files.writeString(journal(), text.substring(text.indexOf('\n') + 1));
    UserError e = assertThrows(UserError.class, () -> run(true, ALL));
    assertTrue(e.getMessage().contains("first line"), e.getMessage());
    Files.write(journal(), whole);
    Files.delete(folder.resolve(CampaignFolder.CONFIGURATION));
    e = assertThrows(UserError.class, () -> run(true, ALL));
    assertEquals(UserError.INPUT, e.exitStatus());
    assertTrue(e.getMessage().contains("campaign.json: is missing"), e.getMessage());
    Files.writeString(folder.resolve(CampaignFolder.CONFIGURATION), "{\"layout\":1}");
    e = assertThrows(UserError.class, () -> run(true, ALL));
    assertTrue(e.getMessage().contains("is not the configuration"), e.getMessage());
  }

  @Test
  void aFolderIsForOneRunAtATime() {
    Ledger ledger = new Ledger(configuration());
    try (CampaignFolder open = CampaignFolder.open(folder, ledger, false, notices::add)) {
      UserError e = assertThrows(UserError.class, () -> run(true, ALL));
      assertEquals(UserError.COMMAND_LINE, e.exitStatus());
      assertTrue(e.getMessage().contains("another process"), e.getMessage());
      assertNotEquals(null, open);
    }
    assertTrue(run(true, ALL).missing().isEmpty());
  }

  /** Nothing is lost by beginning again where no block was finished. */
  @Test
  void withoutAFinishedBlockTheCampaignBegins() throws IOException {
    assertTrue(run(true, 0).blocks() > 0);
    Files.writeString(journal(), "{\"jour");
    Files.writeString(folder.resolve(CampaignFolder.CONFIGURATION), "");
    UserError e = assertThrows(UserError.class, () -> run(false, ALL));
    assertEquals(UserError.COMMAND_LINE, e.exitStatus());
    assertTrue(e.getMessage().contains("--resume"), e.getMessage());
    Files.delete(journal());
    assertTrue(run(true, ALL).missing().isEmpty());
  }

  /** Nothing that was written is thrown away for being unreadable. */
  @Test
  void aJournalOfDamageAloneIsPutAside() throws IOException {
    String expected = finished();
    String text = Files.readString(journal()).replace("order", "Order");
    Files.writeString(journal(), text);
    assertEquals(expected, counts(run(true, ALL)));
    assertEquals(text, Files.readString(folder.resolve("journal.jsonl.damaged")));
    assertTrue(notices.get(notices.size() - 1).contains("no block is left"), notices.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "12, 100, 740, test, true, seed: 11 in the folder",
    "11, 100, 741, test, true, range[1]: 740 in the folder",
    "11, 100, 740, later, true, version: \"test\" in the folder",
    "11, 100, 740, test, false, catalog: true in the folder"
  })
  void aChangedConfigurationIsNamed(
      long seed, long first, long end, String version, boolean catalog, String part) {
    run(false, 2);
    Campaign changed = new Campaign(CAMPAIGN.points(), seed, first, end, CAMPAIGN.observation());
    Ledger ledger = new Ledger(Configuration.of(changed, version, catalog, null, Shard.WHOLE));
    UserError e =
        assertThrows(
            UserError.class, () -> CampaignFolder.open(folder, ledger, true, notices::add));
    assertEquals(UserError.COMMAND_LINE, e.exitStatus());
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("asked for"), e.getMessage());
  }
}
