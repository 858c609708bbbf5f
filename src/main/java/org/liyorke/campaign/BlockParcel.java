package org.liyorke.campaign;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.liyorke.engine.BlockResult;

/**
 * The counts of a block on their way from one process to another.
 *
 * @param counts the text that a journal has of the block
 * @param chaotic the chaotic networks of each of its points by growing index; empty if they are not
 *     kept
 */
public record BlockParcel(String counts, List<List<BlockResult.Chaotic>> chaotic)
    implements Serializable {
  /** Packs a block. */
  public static BlockParcel of(BlockTally tally, boolean withChaotic) {
    int points = withChaotic ? tally.points().size() : 0;
    List<List<BlockResult.Chaotic>> chaotic =
        IntStream.range(0, points).mapToObj(i -> List.copyOf(tally.chaotic(i))).toList();
    return new BlockParcel(BlockJson.write(tally, ""), chaotic);
  }

  /**
   * Unpacks a block.
   *
   * @param ledger of the campaign
   * @param together how many blocks were decided at the same time, by which its seconds are divided
   * @throws IllegalStateException if it holds another block than the one claimed
   */
  public BlockTally open(Ledger.Claim claim, Ledger ledger, int together) {
    BlockTally tally = ledger.emptyTally(claim.block());
    byte[] text = counts.getBytes(StandardCharsets.UTF_8);
    try {
      if (BlockJson.block(text) != claim.block()) {
        throw new IllegalStateException("another block than " + claim + ": " + counts);
      }
      BlockJson.read(text, tally, ledger.configuration());
    } catch (IOException e) {
      throw new IllegalStateException("no block: " + counts, e);
    }
    if (tally.networks() != claim.count()) {
      throw new IllegalStateException("a part of " + claim + ": " + counts);
    }
    tally.addSeconds(tally.seconds() / together - tally.seconds());
    for (int i = 0; i < chaotic.size(); i++) {
      tally.chaotic(i).addAll(chaotic.get(i));
    }
    return tally;
  }
}
