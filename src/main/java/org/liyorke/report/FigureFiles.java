package org.liyorke.report;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.liyorke.published.Figure;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Series;

/** A figure as files: its panels side by side as SVG and PNG, its numbers as CSV. */
final class FigureFiles {
  /** Pixels of the PNG for each unit of the drawing. */
  private static final int SCALE = 2;

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
    BufferedImage image =
        new BufferedImage(SCALE * files.width, SCALE * files.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
    files.paint(graphics);
    graphics.dispose();
    // In memory: the default cache is a file in a temporary folder, which may be full or read-only.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    }
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
