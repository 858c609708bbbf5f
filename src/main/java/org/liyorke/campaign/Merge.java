package org.liyorke.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.liyorke.model.UserError;

/** The blocks of one campaign from several folders. The folders are only read. */
public final class Merge {
  /** Most ranges of missing blocks that a message lists. */
  private static final int MOST_LISTED = 8;

  /** Whose block it is. */
  private record Owner(Path folder, JournalReader journal) {}

  private final Ledger ledger;
  private final TreeMap<Long, Owner> owners = new TreeMap<>();

  private Merge(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Joins the folders of shards.
   *
   * @param folders at least one
   * @param notices gets a line for everything that is wrong with a journal
   * @throws UserError (input data) if a folder is none of a campaign, if their campaigns differ, or
   *     if two have the same block
   */
  public static Merge of(List<Path> folders, Consumer<String> notices) {
    Configuration whole = null;
    Merge merge = null;
    for (Path folder : folders) {
      requireFolder(folder);
      Configuration configuration = CampaignFolder.read(folder);
      if (merge == null) {
        whole = configuration.whole();
        merge = new Merge(new Ledger(whole));
      }
      requireSame(folders.get(0), whole, folder, configuration.whole());
      merge.add(folder, configuration, notices);
    }
    merge.count();
    return merge;
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw UserError.input(folder + ": must be the folder of a campaign; there is no such folder");
    }
    if (!Files.exists(folder.resolve(CampaignFolder.JOURNAL))) {
      throw UserError.input(
          folder + ": must be the folder of a campaign; it has no " + CampaignFolder.JOURNAL);
    }
  }

  private static void requireSame(Path first, Configuration a, Path other, Configuration b) {
    String difference = ConfigurationJson.difference(a, "in " + first, b, "in " + other);
    if (difference != null) {
      throw UserError.input("different campaigns: " + difference);
    }
  }

  private void add(Path folder, Configuration configuration, Consumer<String> notices) {
    Path path = folder.resolve(CampaignFolder.JOURNAL);
    JournalReader journal = JournalReader.scan(path, configuration);
    journal.damage().forEach(text -> notices.accept(path + ": " + text));
    Owner owner = new Owner(folder, journal);
    for (long block : journal.blocks()) {
      Owner before = owners.putIfAbsent(block, owner);
      if (before != null) {
        throw UserError.input(
            "%s and %s: must not hold the same block, but both hold block %d"
                .formatted(before.folder, folder, block));
      }
    }
  }

  private void count() {
    for (Map.Entry<Long, Owner> entry : owners.entrySet()) {
      BlockTally tally = ledger.emptyTally(entry.getKey());
      entry.getValue().journal.read(tally, ledger.countOf(entry.getKey()));
      ledger.restore(tally);
    }
  }

  /** What is merged. */
  public Configuration configuration() {
    return ledger.configuration();
  }

  /** Which blocks are missing, as in "3 of 64 blocks are missing: 5, 8 to 9"; null if none is. */
  public String gaps() {
    List<Long> missing = ledger.missing();
    if (missing.isEmpty()) {
      return null;
    }
    List<String> ranges = new ArrayList<>();
    for (int from = 0; from < missing.size(); ) {
      int to = from;
      while (to + 1 < missing.size() && missing.get(to + 1) == missing.get(to) + 1) {
        to++;
      }
      ranges.add(
          from == to ? "" + missing.get(from) : missing.get(from) + " to " + missing.get(to));
      from = to + 1;
    }
    String list = String.join(", ", ranges.subList(0, Math.min(ranges.size(), MOST_LISTED)));
    return "%d of %d blocks are missing: %s%s"
        .formatted(
            missing.size(), ledger.blocks(), list, ranges.size() > MOST_LISTED ? ", ..." : "");
  }

  /** Everything counted; the time is the sum over all blocks. */
  public CampaignResult result() {
    return ledger.result(0);
  }

  /**
   * Passes on the chaotic networks of the blocks that were counted, in order.
   *
   * @param lines gets a JSON object for each, without a newline
   */
  public void readCatalog(Consumer<String> lines) {
    owners.forEach(
        (block, owner) -> {
          if (ledger.isCounted(block)) {
            owner.journal.readCatalog(block, lines);
          }
        });
  }
}
