package org.liyorke.report;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.liyorke.published.Figure;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Series;

/** A figure as files: its panels side by side as SVG and PNG, its numbers as CSV. */
final class FigureFiles {
  private final List<XYChart> charts;
  private final int width;
  private final int height;

  private FigureFiles(Figure figure) {
    charts = figure.panels().stream().map(FigureChart::of).toList();
    width = charts.stream().mapToInt(XYChart::getWidth).sum();
    height = charts.stream().mapToInt(XYChart::getHeight).max().orElseThrow();
  }

  static void writeSvg(Figure figure, OutputStream out) throws IOException {
    FigureFiles files = new FigureFiles(figure);
    VectorGraphics2D graphics = new VectorGraphics2D();
    files.paint(graphics);
    Processors.get("svg")
        .getDocument(graphics.getCommands(), new PageSize(0, 0, files.width, files.height))
        .writeTo(out);
  }

  static void writePng(Figure figure, OutputStream out) throws IOException {
    FigureFiles files = new FigureFiles(figure);
    Charts.savePng(files.width, files.height, files::paint, out);
  }

  private void paint(Graphics2D graphics) {
    for (XYChart chart : charts) {
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      graphics.translate(chart.getWidth(), 0);
    }
  }

  /** One row for each point: panel, series, x, y and the ends of its interval if it has one. */
  static void writeCsv(Figure figure, Writer out) throws IOException {
    CsvRows.write(out, Stream.of("panel", "series", "x", "y", "lower", "upper"));
    for (Panel panel : figure.panels()) {
      for (Series series : panel.series()) {
        for (int i = 0; i < series.x().length; i++) {
          CsvRows.write(out, row(panel, series, i));
        }
      }
    }
    out.flush();
  }

  private static Stream<String> row(Panel panel, Series series, int i) {
    return Stream.of(
        panel.title(),
        series.name(),
        Double.toString(series.x()[i]),
        Double.isNaN(series.y()[i]) ? "" : Double.toString(series.y()[i]),
        series.hasIntervals() ? Double.toString(series.lower()[i]) : "",
        series.hasIntervals() ? Double.toString(series.upper()[i]) : "");
  }
}
