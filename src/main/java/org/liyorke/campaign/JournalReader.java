package org.liyorke.campaign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.liyorke.model.UserError;

/**
 * What a journal holds. A line counts if its checksum is right. The first line names the
 * configuration; each of the others is a block, or takes back blocks. A block that stands there
 * twice counts once; with different counts it does not count at all.
 *
 * <p>Only the places of the blocks are kept in memory, some 100 bytes a block.
 */
final class JournalReader {
  private static final String HEADER = "journal";
  private static final String CAMPAIGN = "campaign";
  private static final String TAKEN_BACK = "taken_back";
  private static final int FORMAT = 1;

  /** A line: where it begins, its bytes without the newline, and its number from 1. */
  private record Place(long offset, int length, long number) {}

  private final Path path;
  private final Configuration configuration;
  private final String hash;
  private final long blockCount;
  private final TreeMap<Long, Place> places = new TreeMap<>();
  private final TreeSet<Long> contradictory = new TreeSet<>();
  private final List<String> damage = new ArrayList<>();
  private long wholeLines;
  private long length;

  private JournalReader(Path path, Configuration configuration) {
    this.path = path;
    this.configuration = configuration;
    hash = ConfigurationJson.hash(configuration);
    blockCount = new Ledger(configuration).blocks();
  }

  /** The first line of a journal. */
  static byte[] header(Configuration configuration) {
    String hash = ConfigurationJson.hash(configuration);
    // Sealed without the hash, so that a journal of another campaign is told from a damaged one.
    return SealedLine.seal(
        "{\"%s\":%d,\"%s\":\"%s\"}".formatted(HEADER, FORMAT, CAMPAIGN, hash), "");
  }

  /** A line after which the blocks of lines before it count no more. */
  static byte[] takenBack(Iterable<Long> blocks, Configuration configuration) {
    List<String> numbers = new ArrayList<>();
    blocks.forEach(block -> numbers.add(block.toString()));
    String object = "{\"%s\":[%s]}".formatted(TAKEN_BACK, String.join(",", numbers));
    return SealedLine.seal(object, ConfigurationJson.hash(configuration));
  }

  /**
   * Reads a journal from its beginning to its end.
   *
   * @throws UserError (input data) if it cannot be read or belongs to another campaign
   */
  static JournalReader scan(Path path, Configuration configuration) {
    JournalReader reader = new JournalReader(path, configuration);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      reader.scan(in);
    } catch (IOException e) {
      throw UserError.input(path + ": cannot be read: " + e.getMessage());
    }
    return reader;
  }

  private void scan(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      length++;
      if (c != '\n') {
        line.write(c);
        continue;
      }
      number++;
      Place place = new Place(wholeLines, line.size(), number);
      if (!(number == 1 ? takeHeader(line.toByteArray()) : take(line.toByteArray(), place))) {
        damage.add("line " + number + " is damaged and not counted");
      }
      wholeLines = length;
      line.reset();
    }
    if (length > wholeLines) {
      damage.add("line " + (number + 1) + " is cut short and not counted");
    }
  }

  private boolean takeHeader(byte[] line) throws IOException {
    byte[] object = SealedLine.open(line, "");
    if (object == null) {
      if (SealedLine.open(line, hash) != null) {
        throw UserError.input(
            path
                + ": its first line, which names the campaign, is missing: must not be changed by hand");
      }
      return false;
    }
    JsonNode header = ConfigurationJson.MAPPER.readTree(object);
    if (header.path(HEADER).intValue() != FORMAT || !header.path(CAMPAIGN).asText().equals(hash)) {
      throw UserError.input(
          path + ": is the journal of another campaign than " + CampaignFolder.CONFIGURATION);
    }
    return true;
  }

  private boolean take(byte[] line, Place place) throws IOException {
    byte[] object = SealedLine.open(line, hash);
    if (object == null) {
      return false;
    }
    long block = BlockJson.block(object);
    if (block >= 0 && block < blockCount && configuration.shard().has(block)) {
      takeBlock(block, object, place);
      return true;
    }
    JsonNode blocks = ConfigurationJson.MAPPER.readTree(object).path(TAKEN_BACK);
    blocks.forEach(each -> takeBack(each.longValue()));
    return blocks.isArray();
  }

  private void takeBack(long block) {
    places.remove(block);
    contradictory.remove(block);
  }

  private void takeBlock(long block, byte[] object, Place place) throws IOException {
    Place before = places.putIfAbsent(block, place);
    if (before != null && !counts(object).equals(counts(object(before)))) {
      contradictory.add(block);
      damage.add(
          "lines %d and %d contradict each other and are not counted"
              .formatted(before.number, place.number));
    }
  }

  private static String counts(byte[] object) {
    String text = new String(object, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(BlockJson.SECONDS);
    return end < 0 ? text : text.substring(0, end);
  }

  private byte[] object(Place place) throws IOException {
    byte[] line = new byte[place.length];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(place.offset);
      file.readFully(line);
    }
    return SealedLine.open(line, hash);
  }

  /** Bytes of the journal up to the end of its last whole line. */
  long wholeLines() {
    return wholeLines;
  }

  /** What is wrong with the journal, one text for each place, with the number of its line. */
  List<String> damage() {
    return Collections.unmodifiableList(damage);
  }

  /** Blocks whose lines contradict each other. */
  List<Long> contradictory() {
    return List.copyOf(contradictory);
  }

  /** The blocks that count, by their numbers. */
  SortedSet<Long> blocks() {
    TreeSet<Long> blocks = new TreeSet<>(places.keySet());
    blocks.removeAll(contradictory);
    return blocks;
  }

  /**
   * Reads the counts of a block.
   *
   * @param tally an empty one for it
   * @param networks of every point that the block has
   */
  void read(BlockTally tally, long networks) {
    Place place = places.get(tally.block());
    try {
      BlockJson.read(object(place), tally, configuration);
      if (tally.networks() != networks) {
        throw new IllegalArgumentException(
            tally.networks() + " networks, but block %d has %d".formatted(tally.block(), networks));
      }
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw unreadable(place, e);
    }
  }

  /** Reads the chaotic networks of a block, each as a JSON object without a newline. */
  void readCatalog(long block, Consumer<String> lines) {
    Place place = places.get(block);
    try {
      BlockJson.readCatalog(object(place), lines);
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** A line whose checksum is right and whose content makes no sense was not written by us. */
  private UserError unreadable(Place place, Exception cause) {
    String reason =
        cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
    return UserError.input(path + ": line " + place.number + ": cannot be read: " + reason);
  }
}
