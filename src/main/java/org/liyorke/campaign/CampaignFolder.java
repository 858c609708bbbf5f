package org.liyorke.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.liyorke.model.UserError;

/**
 * The folder of a campaign: its configuration and the journal of its finished blocks, for one
 * process at a time. Safe for use by several threads.
 */
public final class CampaignFolder implements AutoCloseable {
  /** File of the configuration. */
  static final String CONFIGURATION = "campaign.json";

  /** File of the finished blocks. */
  static final String JOURNAL = "journal.jsonl";

  /** File that the process holds a lock on; it stays, and means nothing without the lock. */
  private static final String LOCK = "campaign.lock";

  private final Path folder;
  private final Configuration configuration;
  private final String hash;
  private final FileChannel lock;
  private final JournalWriter journal;

  private CampaignFolder(
      Path folder, Configuration configuration, FileChannel lock, JournalWriter journal) {
    this.folder = folder;
    this.configuration = configuration;
    hash = ConfigurationJson.hash(configuration);
    this.lock = lock;
    this.journal = journal;
  }

  /**
   * Opens a folder, which exists, for a campaign.
   *
   * @param ledger without counts; gets those of the journal
   * @param resume whether to go on with the journal that is there; without one, or without a
   *     finished block, the campaign begins
   * @param notices gets a line for everything that is wrong with the journal
   * @throws UserError if another process uses the folder, if it holds a journal and is not to be
   *     resumed, or one of another campaign, or if it cannot be written
   */
  public static CampaignFolder open(
      Path folder, Ledger ledger, boolean resume, Consumer<String> notices) {
    FileChannel lock = lock(folder);
    try {
      return new CampaignFolder(
          folder, ledger.configuration(), lock, journal(folder, ledger, resume, notices));
    } catch (IOException e) {
      closeAfter(lock, e);
      throw UserError.notWritten(folder, e);
    } catch (RuntimeException e) {
      closeAfter(lock, e);
      throw e;
    }
  }

  private static void closeAfter(FileChannel lock, Exception failure) {
    try {
      lock.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static FileChannel lock(Path folder) {
    Path file = folder.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new UserError("--out " + folder + ": must not be in use by another process");
      }
      return channel;
    } catch (IOException e) {
      throw UserError.notWritten(file, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held within this process.
      return false;
    }
  }

  private static JournalWriter journal(
      Path folder, Ledger ledger, boolean resume, Consumer<String> notices) throws IOException {
    Path path = folder.resolve(JOURNAL);
    if (Files.exists(path) && !resume) {
      throw new UserError(
          "--out %s: must not hold a journal (%s) unless --resume goes on with it"
              .formatted(folder, JOURNAL));
    }
    Configuration configuration = ledger.configuration();
    if (Files.exists(path)) {
      Configuration before = read(folder);
      JournalReader reader = JournalReader.scan(path, before);
      if (!reader.blocks().isEmpty()) {
        requireSame(folder, before, configuration);
        return goOn(path, reader, ledger, notices);
      }
      putAside(path, reader, notices);
    }
    return begin(folder, configuration);
  }

  /** A journal without blocks, perhaps of another campaign, must not meet a new configuration. */
  private static void putAside(Path path, JournalReader reader, Consumer<String> notices)
      throws IOException {
    if (reader.damage().isEmpty()) {
      Files.delete(path);
      return;
    }
    Path aside = path.resolveSibling(JOURNAL + ".damaged");
    reader.damage().forEach(text -> notices.accept(path + ": " + text));
    notices.accept(path + ": no block is left; it is now " + aside.getFileName());
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
  }

  private static JournalWriter begin(Path folder, Configuration configuration) throws IOException {
    Path path = folder.resolve(JOURNAL);
    Path temporary = folder.resolve("." + CONFIGURATION + ".tmp");
    Files.write(
        temporary,
        configuration.json(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(temporary, folder.resolve(CONFIGURATION), StandardCopyOption.ATOMIC_MOVE);
    JournalWriter writer = writer(path, 0);
    writer.append(JournalReader.header(configuration));
    return writer;
  }

  private static JournalWriter goOn(
      Path path, JournalReader reader, Ledger ledger, Consumer<String> notices) throws IOException {
    reader.damage().forEach(text -> notices.accept(path + ": " + text));
    restore(reader, ledger);
    JournalWriter writer = writer(path, reader.wholeLines());
    if (!reader.contradictory().isEmpty()) {
      writer.append(JournalReader.takenBack(reader.contradictory(), ledger.configuration()));
    }
    return writer;
  }

  private static JournalWriter writer(Path path, long size) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // A line that was cut short goes.
    channel.truncate(size);
    channel.position(size);
    return new JournalWriter(JournalWriter.File.of(channel), size);
  }

  private static void requireSame(Path folder, Configuration before, Configuration now) {
    String difference = ConfigurationJson.difference(before, "in the folder", now, "asked for");
    if (difference != null) {
      throw new UserError(
          "--resume: must be the campaign of %s, but %s".formatted(folder, difference));
    }
  }

  /** Gives a ledger the blocks of a journal. */
  static void restore(JournalReader reader, Ledger ledger) {
    for (long block : reader.blocks()) {
      BlockTally tally = ledger.emptyTally(block);
      reader.read(tally, ledger.countOf(block));
      ledger.restore(tally);
    }
  }

  /**
   * Reads the configuration of a folder.
   *
   * @throws UserError (input data) with the reason
   */
  static Configuration read(Path folder) {
    Path path = folder.resolve(CONFIGURATION);
    try {
      return ConfigurationJson.read(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw UserError.input(
          path + ": is missing: without it nobody knows which campaign the folder belongs to");
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.input(path + ": is not the configuration of a campaign: " + e.getMessage());
    }
  }

  /**
   * Writes a finished block to the journal; it is on the disk afterwards.
   *
   * @param catalog JSON objects of its chaotic networks, each followed by a newline
   * @throws UserError (output) if it may not be there
   */
  public void append(BlockTally block, String catalog) {
    Path path = folder.resolve(JOURNAL);
    try {
      journal.append(SealedLine.seal(BlockJson.write(block, catalog), hash));
    } catch (IOException e) {
      throw UserError.output(
          UserError.notWritten(path, e).getMessage()
              + "; what it holds is kept, and the same command with --resume goes on from there");
    }
  }

  /**
   * Passes on the chaotic networks of the blocks that were counted, in order.
   *
   * @param lines gets a JSON object for each, without a newline
   */
  public void readCatalog(Ledger ledger, Consumer<String> lines) {
    JournalReader reader = JournalReader.scan(folder.resolve(JOURNAL), configuration);
    for (long block : reader.blocks()) {
      if (ledger.isCounted(block)) {
        reader.readCatalog(block, lines);
      }
    }
  }

  /** Lets other processes use the folder. */
  @Override
  public void close() {
    try (lock) {
      journal.close();
    } catch (IOException e) {
      throw UserError.notWritten(folder, e);
    }
  }
}
