package org.liyorke.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.campaign.Configuration;
import org.liyorke.campaign.Merge;
import org.liyorke.model.UserError;
import org.liyorke.report.CatalogWriter;

/** {@code merge}: the report of a campaign whose shards were run apart. */
final class MergeCommand implements Command {
  @Override
  public String name() {
    return "merge";
  }

  @Override
  public String summary() {
    return "the report of one campaign from the folders of its shards";
  }

  @Override
  public List<String> operands() {
    return List.of("DIR...");
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        Settings.MERGED_CONFIDENCE,
        Settings.JSON,
        Settings.OUT_OF_MERGE,
        Settings.CATALOG,
        Settings.ALLOW_GAPS,
        Settings.HELP);
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    ReportOutput output = ReportOutput.of(arguments, Settings.OUT_OF_MERGE);
    List<Path> folders = arguments.operands().stream().map(MergeCommand::path).toList();
    Merge merge = Merge.of(folders, line -> streams.err().println("liyorke: " + line));
    requireNoGaps(merge, arguments.get(Settings.ALLOW_GAPS), streams);
    output.prepare();
    Path catalog = RunChoice.path(arguments, Settings.CATALOG);
    if (catalog != null) {
      writeCatalog(merge, catalog);
    }
    double confidence = confidence(arguments, merge.configuration());
    output.put(CampaignReport.of(merge.result(), confidence, engine(folders)), streams);
    return 0;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw UserError.value("DIR", text, "a path: " + e.getReason());
    }
  }

  private static void requireNoGaps(Merge merge, boolean allowed, Streams streams) {
    String gaps = merge.gaps();
    if (gaps == null) {
      return;
    }
    if (!allowed) {
      throw UserError.input(gaps + "; --allow-gaps reports without them");
    }
    streams.err().println("liyorke: " + gaps);
  }

  private static void writeCatalog(Merge merge, Path path) {
    if (!merge.configuration().catalog()) {
      throw new UserError("--catalog: must not be given: the campaign was run without --catalog");
    }
    CatalogWriter catalog = CatalogWriter.open(path);
    try {
      merge.readCatalog(catalog::append);
      catalog.close();
    } finally {
      // Of a catalog that could not be read to its end nothing is left.
      catalog.discard();
    }
  }

  private static double confidence(Arguments arguments, Configuration configuration) {
    if (arguments.has(Settings.MERGED_CONFIDENCE) || configuration.until() == null) {
      return arguments.get(Settings.MERGED_CONFIDENCE);
    }
    return configuration.until().confidence();
  }

  private static Map<String, Object> engine(List<Path> folders) {
    Map<String, Object> engine = new LinkedHashMap<>();
    engine.put("name", "merge");
    engine.put("folders", folders.size());
    return engine;
  }
}
