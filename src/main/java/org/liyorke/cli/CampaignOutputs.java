package org.liyorke.cli;

import java.nio.file.Path;
import org.liyorke.campaign.CampaignListener;
import org.liyorke.campaign.PointGroup;
import org.liyorke.engine.BlockResult;
import org.liyorke.report.CatalogBlock;
import org.liyorke.report.CatalogWriter;

/** What a campaign puts out while it runs: progress and, if asked for, the catalog. */
final class CampaignOutputs implements CampaignListener, AutoCloseable {
  private final Progress progress;
  private final CatalogWriter catalog;

  private CampaignOutputs(Progress progress, CatalogWriter catalog) {
    this.progress = progress;
    this.catalog = catalog;
  }

  /**
   * Opens the outputs.
   *
   * @param catalog file of the catalog; null for none
   */
  static CampaignOutputs open(Progress progress, Path catalog) {
    return new CampaignOutputs(progress, catalog == null ? null : CatalogWriter.open(catalog));
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
    close();
  }

  /** Gives the catalog its name: all of it is there, or all until an interruption. */
  void finish() {
    if (catalog != null) {
      catalog.close();
    }
  }

  /** Drops a catalog that was not finished. */
  @Override
  public void close() {
    if (catalog != null) {
      catalog.discard();
    }
  }
}
