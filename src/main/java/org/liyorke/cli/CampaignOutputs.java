package org.liyorke.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.liyorke.campaign.BlockTally;
import org.liyorke.campaign.CampaignFolder;
import org.liyorke.campaign.CampaignListener;
import org.liyorke.campaign.Ledger;
import org.liyorke.engine.BlockResult;
import org.liyorke.report.CatalogBlock;
import org.liyorke.report.CatalogWriter;

/**
 * What a campaign puts out while it runs: progress and, if asked for, its journal and the catalog.
 * With a journal, which keeps the chaotic networks of earlier runs too, the catalog is made from it
 * at the end.
 */
final class CampaignOutputs implements CampaignListener, AutoCloseable {
  private final CatalogWriter catalog;
  private final CampaignFolder folder;
  private final Progress progress;

  private CampaignOutputs(CatalogWriter catalog, CampaignFolder folder, Progress progress) {
    this.catalog = catalog;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Opens the outputs.
   *
   * @param catalog file of the catalog; null for none
   * @param folder of the journal; null for none
   * @param progress begins once nothing can go wrong any more
   */
  static CampaignOutputs open(Path catalog, CampaignFolder folder, Supplier<Progress> progress) {
    CatalogWriter writer = catalog == null ? null : CatalogWriter.open(catalog);
    return new CampaignOutputs(writer, folder, progress.get());
  }

  @Override
  public void advanced(long networks, double share) {
    progress.advanced(networks, share);
  }

  @Override
  public boolean wantsChaotic() {
    return catalog != null;
  }

  @Override
  public void decided(BlockTally block) {
    if (folder != null) {
      folder.append(block, catalog == null ? "" : lines(block).text());
    }
  }

  @Override
  public void settled(long order, BlockTally block) throws InterruptedException {
    if (catalog != null && folder == null) {
      catalog.accept(order, block == null ? new CatalogBlock() : lines(block));
    }
  }

  private static CatalogBlock lines(BlockTally block) {
    CatalogBlock lines = new CatalogBlock();
    for (int i = 0; i < block.points().size(); i++) {
      for (BlockResult.Chaotic chaotic : block.chaotic(i)) {
        lines.add(block.points().get(i), chaotic.index(), chaotic.witness());
      }
    }
    return lines;
  }

  @Override
  public void failed() {
    discard();
  }

  /** Gives the catalog its name: all of it is there, or all until an interruption. */
  void finish(Ledger ledger) {
    if (catalog == null) {
      return;
    }
    if (folder != null) {
      folder.readCatalog(ledger, catalog::append);
    }
    catalog.close();
  }

  private void discard() {
    if (catalog != null) {
      catalog.discard();
    }
  }

  /** Ends the progress and drops a catalog that was not finished. */
  @Override
  public void close() {
    discard();
    progress.close();
  }
}
