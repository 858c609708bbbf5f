package org.liyorke.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.liyorke.campaign.CampaignListener;
import org.liyorke.campaign.PointGroup;
import org.liyorke.engine.BlockResult;
import org.liyorke.report.CatalogBlock;
import org.liyorke.report.CatalogWriter;

/** What a campaign puts out while it runs: progress and, if asked for, the catalog. */
final class CampaignOutputs implements CampaignListener, AutoCloseable {
  private final CatalogWriter catalog;
  private final Progress progress;

  private CampaignOutputs(CatalogWriter catalog, Progress progress) {
    this.catalog = catalog;
    this.progress = progress;
  }

  /**
   * Opens the outputs.
   *
   * @param catalog file of the catalog; null for none
   * @param progress begins once nothing can go wrong any more
   */
  static CampaignOutputs open(Path catalog, Supplier<Progress> progress) {
    CatalogWriter writer = catalog == null ? null : CatalogWriter.open(catalog);
    return new CampaignOutputs(writer, progress.get());
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
  public void decided(long block, PointGroup group, BlockResult result)
      throws InterruptedException {
    if (catalog == null) {
      return;
    }
    CatalogBlock lines = new CatalogBlock();
    for (int i = 0; i < group.points().size(); i++) {
      for (BlockResult.Chaotic chaotic : result.chaotic(i)) {
        lines.add(group.points().get(i), chaotic.index(), chaotic.witness());
      }
    }
    catalog.accept(block, lines);
  }

  @Override
  public void failed() {
    discard();
  }

  /** Gives the catalog its name: all of it is there, or all until an interruption. */
  void finish() {
    if (catalog != null) {
      catalog.close();
    }
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
