package org.liyorke.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.liyorke.tally.Interval;
import org.liyorke.tally.Question;

/**
 * The chart of a run: estimates with error bars over width or gain. With MapPicture the only class
 * that touches AWT and XChart; it needs a Java with fonts, but no screen.
 */
public final class Charts {
  static {
    // Before any class of AWT is initialised: that of colours asks already, and once for all.
    System.setProperty("java.awt.headless", "true");
  }

  private static final int WIDTH = 960;
  private static final int NARROW = 640;
  private static final int HEIGHT = 540;
  private static final int HEIGHT_PER_SERIES = 24;
  private static final int SCALE = 2;

  /** The linear axis ends this much above the largest number. */
  private static final double HEADROOM = 1.02;

  /** XChart never returns when a tick label is longer than 20 characters. */
  private static final int LONGEST_LABEL = 20;

  /** About the pixels all tick labels may take before they are turned. */
  private static final int LABEL_SPACE = 600;

  private static final int PIXELS_PER_CHARACTER = 8;

  private Charts() {}

  /** Writes the chart as SVG; leaves the stream open. */
  public static void writeSvg(RunReport report, OutputStream out) throws IOException {
    saveSvg(chart(report), out);
  }

  /** Writes the chart as PNG at twice the resolution of a screen; leaves the stream open. */
  public static void writePng(RunReport report, OutputStream out) throws IOException {
    savePng(chart(report), out);
  }

  /** The chart of a run with verdicts. */
  static XYChart chart(RunReport report) {
    return chart(ChartData.of(report));
  }

  static void saveSvg(XYChart chart, OutputStream out) throws IOException {
    ChartEncoder.saveChart(chart, out, "svg");
  }

  static void savePng(XYChart chart, OutputStream out) throws IOException {
    int width = chart.getWidth();
    int height = chart.getHeight();
    savePng(width, height, graphics -> chart.paint(graphics, width, height), out);
  }

  /** Writes whatever is painted on a white ground as PNG at twice the resolution of a screen. */
  static void savePng(int width, int height, Consumer<Graphics2D> painter, OutputStream out)
      throws IOException {
    BufferedImage image =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
    painter.accept(graphics);
    graphics.dispose();
    // In memory: the default cache is a file in a temporary folder, which may be full or read-only.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    }
  }

  static XYChart chart(ChartData data) {
    XYChart chart =
        new XYChartBuilder()
            .width(data.single() ? NARROW : WIDTH)
            .height(Math.max(HEIGHT, HEIGHT_PER_SERIES * (data.series().size() + 6)))
            .title(data.title())
            .xAxisTitle(data.xTitle())
            .yAxisTitle(data.yTitle())
            .build();
    style(chart.getStyler(), data);
    Scale scale = Scale.of(data);
    styleY(chart.getStyler(), data, scale);
    for (ChartData.Series series : data.series()) {
      addIntervals(chart, series, scale, data);
      addEstimates(chart, series, scale, data);
    }
    return chart;
  }

  /**
   * How probabilities are drawn: in units of {@code unit}, none below {@code floor}. XChart takes
   * values closer than 0.0001 for equal when it places ticks, so probabilities go through it as
   * numbers between 0 and 10.
   */
  private record Scale(double unit, double floor) {
    static Scale of(ChartData data) {
      return data.logarithmicY()
          ? new Scale(1, decade(data.leastPositive()))
          : new Scale(decade(data.greatest()), 0);
    }

    private static double decade(double value) {
      return Math.pow(10, Math.floor(Math.log10(value)));
    }

    double drawn(double probability) {
      return Math.max(floor, probability) / unit;
    }
  }

  private static void styleY(XYStyler styler, ChartData data, Scale scale) {
    styler.setYAxisLogarithmic(data.logarithmicY());
    styler.setYAxisMin(scale.drawn(0));
    if (!data.logarithmicY()) {
      styler.setYAxisMax(scale.drawn(HEADROOM * data.greatest()));
    }
    styler.setYAxisTickLabelsFormattingFunction(y -> Numbers.significant(y * scale.unit(), 6));
  }

  private static void style(XYStyler styler, ChartData data) {
    styler.setLegendPosition(LegendPosition.OutsideE);
    ChartStyle.apply(styler);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setMarkerSize(8);
    styler.setPlotContentSize(0.92);
    styler.setLegendVisible(!data.single());
    styler.setChartTitlePadding(8);
    styler.setXAxisTitleVisible(!data.xTitle().isEmpty());
    styler.setErrorBarsColorSeriesColor(true);
    styler.setXAxisTickLabelsFormattingFunction(x -> shortened(data.label().apply(x)));
    if (data.single()) {
      // An empty place on either side; whole numbers keep the ticks at the two categories.
      styler.setXAxisMin(-1.0);
      styler.setXAxisMax((double) data.labels().size());
    }
    int characters =
        data.labels().stream().mapToInt(label -> shortened(label).length()).max().orElse(0);
    if (!data.connected()
        && characters * data.labels().size() * PIXELS_PER_CHARACTER > LABEL_SPACE) {
      styler.setXAxisLabelRotation(90);
    }
  }

  private static void addEstimates(
      XYChart chart, ChartData.Series series, Scale scale, ChartData data) {
    double[] y =
        series.y().stream()
            .mapToDouble(Interval::estimate)
            .map(
                estimate ->
                    data.logarithmicY() && !(estimate > 0) ? Double.NaN : scale.drawn(estimate))
            .toArray();
    XYSeries drawn = chart.addSeries(series.name(), series.x(), y);
    boolean chaotic = series.question() == Question.CHAOTIC;
    Color color = color(series, data);
    drawn.setLineColor(color);
    drawn.setMarkerColor(color);
    drawn.setMarker(marker(series));
    drawn.setLineStyle(chaotic ? ChartStyle.solid() : ChartStyle.dashed());
    drawn.setXYSeriesRenderStyle(
        data.connected() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
  }

  /**
   * The error bars, as a series of their own without markers: XChart draws bars symmetric to a
   * value, so the value is the middle of the interval and not the estimate.
   */
  private static void addIntervals(
      XYChart chart, ChartData.Series series, Scale scale, ChartData data) {
    double[] middle = new double[series.x().length];
    double[] half = new double[middle.length];
    for (int i = 0; i < middle.length; i++) {
      double lower = scale.drawn(series.y().get(i).lower());
      double upper = scale.drawn(series.y().get(i).upper());
      middle[i] = (lower + upper) / 2;
      half[i] = (upper - lower) / 2;
    }
    XYSeries drawn = chart.addSeries(series.name() + " interval", series.x(), middle, half);
    drawn.setLineColor(color(series, data));
    drawn.setMarker(SeriesMarkers.NONE);
    drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    drawn.setShowInLegend(false);
  }

  /** One colour for each group; a single group has one for each question. */
  private static Color color(ChartData.Series series, ChartData data) {
    boolean single = data.series().stream().allMatch(other -> other.group() == 0);
    int number = single ? series.question().ordinal() : series.group();
    return ChartStyle.COLORS.get(number % ChartStyle.COLORS.size());
  }

  /**
   * Circles for chaos and diamonds for period three; the second round of colours has squares and
   * triangles.
   */
  private static Marker marker(ChartData.Series series) {
    int round = series.group() / ChartStyle.COLORS.size() % 2;
    return ChartStyle.MARKERS.get(2 * round + series.question().ordinal());
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST_LABEL
        ? label
        : label.substring(0, LONGEST_LABEL - 1) + "\u2026";
  }
}
