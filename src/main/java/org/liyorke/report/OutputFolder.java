package org.liyorke.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.liyorke.model.UserError;
import org.liyorke.published.Figure;

/**
 * The folder of {@code --out}: summary.json, summary.csv, chart.svg, chart.png and report.html; of
 * a reproduction reproduction.json, tables.csv, report.html and the figures. Each file appears
 * whole or not at all; files of an earlier run are replaced one by one.
 */
public final class OutputFolder {
  private OutputFolder() {}

  /** Text that is written in one go. */
  private interface Text {
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Creates the folder if need be and tries to write into it, so that a run does not find out at
   * its end.
   *
   * @throws UserError with exit status 5, path and reason
   */
  public static void prepare(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw UserError.output(folder + ": must be a folder, is a file");
    }
    Path probe = folder.resolve("." + ProcessHandle.current().pid() + ".probe");
    try {
      Files.createDirectories(folder);
      Files.newByteChannel(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      Files.delete(probe);
    } catch (IOException e) {
      throw AtomicFile.failure(folder, e);
    }
  }

  /**
   * Writes all files, the numbers before the pictures.
   *
   * @throws UserError with exit status 5, path and reason, when a file cannot be written
   */
  public static void write(Path folder, RunReport report) {
    prepare(folder);
    writeText(folder.resolve("summary.json"), out -> SummaryJson.write(report, out));
    writeText(folder.resolve("summary.csv"), out -> SummaryCsv.write(report, out));
    // The charts show probabilities of verdicts.
    if (!report.points().isEmpty() && report.points().stream().allMatch(PointResult::hasVerdicts)) {
      writeChart(folder.resolve("chart.svg"), out -> Charts.writeSvg(report, out));
      writeChart(folder.resolve("chart.png"), out -> Charts.writePng(report, out));
    }
    writePage(folder, () -> RunPage.of(report));
  }

  /**
   * Writes all files of a reproduction.
   *
   * @throws UserError with exit status 5, path and reason, when a file cannot be written
   */
  public static void write(Path folder, Reproduction report) {
    prepare(folder);
    writeText(folder.resolve("reproduction.json"), out -> ReproductionJson.write(report, out));
    writeText(folder.resolve("tables.csv"), out -> ReproductionCsv.write(report, out));
    for (Figure figure : report.figures()) {
      String name = "figure-" + figure.id();
      writeText(folder.resolve(name + ".csv"), out -> FigureFiles.writeCsv(figure, out));
      writeChart(folder.resolve(name + ".svg"), out -> FigureFiles.writeSvg(figure, out));
      writeChart(folder.resolve(name + ".png"), out -> FigureFiles.writePng(figure, out));
    }
    writePage(folder, () -> ReproductionPage.of(report));
  }

  /**
   * Writes a text file whole or not at all.
   *
   * @throws UserError with exit status 5, path and reason, when it cannot be written
   */
  public static void writeText(Path file, String content) {
    writeText(file, out -> out.write(content));
  }

  private interface PageSource {
    Page make() throws IOException;
  }

  private static void writePage(Path folder, PageSource source) {
    writeChart(
        folder.resolve("report.html"),
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          source.make().write(writer);
          writer.flush();
        });
  }

  private static void writeText(Path file, Text text) {
    AtomicFile.write(
        file,
        (OutputStream out) -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          text.writeTo(writer);
          writer.flush();
        });
  }

  /**
   * A Java without fonts or its drawing library fails with errors of many kinds, not with
   * exceptions.
   */
  private static void writeChart(Path file, AtomicFile.Content content) {
    try {
      AtomicFile.write(file, content);
    } catch (LinkageError | InternalError e) {
      throw UserError.output(
          file + ": cannot be drawn, this Java has no fonts or no drawing library: " + e);
    }
  }
}
