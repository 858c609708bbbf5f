package org.liyorke.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;
import org.liyorke.published.Figure.Series;

/** Draws one panel of a figure with XChart. Logarithmic axes are linear ones of logarithms. */
final class FigureChart {
  static {
    // Before any class of AWT is initialised.
    System.setProperty("java.awt.headless", "true");
  }

  private static final int WIDTH = 640;
  private static final int HEIGHT = 460;
  private static final int LEGEND_WIDTH = 170;

  /** More series than these have their legend beside the plot. */
  private static final int FEW = 4;

  private static final Color GRAY = new Color(0x777777);
  private static final int TICK_SPACING = 90;
  private static final int MARKER_SIZE = 8;
  private static final int DOT_SIZE = 2;

  /** XChart takes closer values for equal when it places ticks. */
  private static final double LEAST_SPAN = 0.01;

  private final Panel panel;
  private final XYChart chart;

  private FigureChart(Panel panel) {
    this.panel = panel;
    boolean few = panel.series().size() <= FEW;
    chart =
        new XYChartBuilder()
            .width(few ? WIDTH : WIDTH + LEGEND_WIDTH)
            .height(HEIGHT)
            .title(panel.title())
            .xAxisTitle(panel.x().title())
            .yAxisTitle(panel.y().title())
            .build();
    style(chart.getStyler(), few);
  }

  static XYChart of(Panel panel) {
    FigureChart drawing = new FigureChart(panel);
    drawing.scaleAxes();
    int number = 0;
    for (Series series : panel.series()) {
      if (series.hasIntervals()) {
        drawing.addIntervals(series);
      }
      drawing.addValues(series, number++);
    }
    return drawing.chart;
  }

  private void style(XYStyler styler, boolean few) {
    ChartStyle.apply(styler);
    styler.setLegendPosition(few ? LegendPosition.OutsideS : LegendPosition.OutsideE);
    styler.setLegendLayout(few ? LegendLayout.Horizontal : LegendLayout.Vertical);
    styler.setLegendVisible(panel.series().size() > 1);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    styler.setPlotContentSize(0.97);
    styler.setXAxisTickMarkSpacingHint(TICK_SPACING);
    styler.setErrorBarsColorSeriesColor(true);
    styler.setMarkerSize(
        panel.series().stream().anyMatch(s -> s.mark() == Mark.DOTS) ? DOT_SIZE : MARKER_SIZE);
  }

  private void scaleAxes() {
    XYStyler styler = chart.getStyler();
    double[] x =
        ends(panel.x(), panel.series().stream().flatMapToDouble(s -> Arrays.stream(s.x())));
    styler.setXAxisMin(x[0]);
    styler.setXAxisMax(x[1]);
    double[] y = ends(panel.y(), panel.series().stream().flatMapToDouble(FigureChart::heights));
    styler.setYAxisMin(y[0]);
    styler.setYAxisMax(y[1]);
    styler.setXAxisTickLabelsFormattingFunction(v -> label(panel.x().scale(), v));
    styler.setYAxisTickLabelsFormattingFunction(v -> label(panel.y().scale(), v));
  }

  private static DoubleStream heights(Series series) {
    return DoubleStream.concat(
        Arrays.stream(series.y()),
        DoubleStream.concat(Arrays.stream(series.lower()), Arrays.stream(series.upper())));
  }

  /** Where an axis begins and ends, as drawn: whole powers on a logarithmic one. */
  private static double[] ends(Axis axis, DoubleStream values) {
    double[] shown =
        values.filter(v -> Double.isFinite(v) && (axis.scale() == Scale.LINEAR || v > 0)).toArray();
    double low = Double.isNaN(axis.low()) ? Arrays.stream(shown).min().orElse(1) : axis.low();
    double high = Double.isNaN(axis.high()) ? Arrays.stream(shown).max().orElse(10) : axis.high();
    if (axis.scale() == Scale.LINEAR) {
      return new double[] {low, Math.max(high, low + LEAST_SPAN)};
    }
    double first = Math.floor(transform(axis.scale()).applyAsDouble(low));
    return new double[] {
      first, Math.max(first + 1, Math.ceil(transform(axis.scale()).applyAsDouble(high)))
    };
  }

  private static DoubleUnaryOperator transform(Scale scale) {
    return switch (scale) {
      case LINEAR -> v -> v;
      case LOG2 -> v -> Math.log(v) / Math.log(2);
      case LOG10 -> Math::log10;
    };
  }

  /** A number on a linear axis, a whole power on a logarithmic one, else blank. */
  private static String label(Scale scale, double v) {
    if (scale == Scale.LINEAR) {
      return Numbers.significant(Math.abs(v) < 1e-12 ? 0 : v, 4);
    }
    boolean whole = Math.abs(v - Math.rint(v)) < 1e-9;
    return whole ? Numbers.significant(Math.pow(scale == Scale.LOG2 ? 2 : 10, v), 4) : " ";
  }

  private double[] drawnX(Series series) {
    return Arrays.stream(series.x()).map(transform(panel.x().scale())).toArray();
  }

  private double drawnY(double value) {
    double floor = chart.getStyler().getYAxisMin();
    if (panel.y().scale() != Scale.LINEAR && value <= 0) {
      return floor;
    }
    return Math.max(floor, transform(panel.y().scale()).applyAsDouble(value));
  }

  private void addValues(Series series, int number) {
    double[] y = Arrays.stream(series.y()).map(v -> Double.isNaN(v) ? v : drawnY(v)).toArray();
    XYSeries drawn = chart.addSeries(series.name(), drawnX(series), y);
    Color color = color(series);
    drawn.setLineColor(color);
    drawn.setMarkerColor(color);
    Mark mark = series.mark();
    boolean line = mark != Mark.POINTS && mark != Mark.DOTS;
    boolean points = mark != Mark.LINE && mark != Mark.DASHED_LINE;
    boolean dashed = mark == Mark.DASHED_LINE || mark == Mark.DASHED_LINE_AND_POINTS;
    drawn.setXYSeriesRenderStyle(line ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
    drawn.setMarker(
        points
            ? ChartStyle.MARKERS.get((mark == Mark.DOTS ? 0 : number) % ChartStyle.MARKERS.size())
            : SeriesMarkers.NONE);
    drawn.setLineStyle(dashed ? ChartStyle.dashed() : ChartStyle.solid());
  }

  /**
   * The error bars, as a series of their own: XChart draws bars symmetric to a value, so the value
   * is the middle of the interval as drawn. Where there is no value there is no bar either.
   */
  private void addIntervals(Series series) {
    double[] middle = new double[series.x().length];
    double[] half = new double[middle.length];
    for (int i = 0; i < middle.length; i++) {
      double lower = drawnY(series.lower()[i]);
      double upper = drawnY(series.upper()[i]);
      boolean shown = !Double.isNaN(series.y()[i]);
      middle[i] = shown ? (lower + upper) / 2 : Double.NaN;
      half[i] = shown ? (upper - lower) / 2 : 0;
    }
    XYSeries drawn = chart.addSeries(series.name() + " interval", drawnX(series), middle, half);
    drawn.setLineColor(color(series));
    drawn.setMarker(SeriesMarkers.NONE);
    drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    drawn.setLineStyle(new BasicStroke(1));
    drawn.setShowInLegend(false);
  }

  private static Color color(Series series) {
    List<Color> colors = ChartStyle.COLORS;
    return series.color() < colors.size() ? colors.get(series.color()) : GRAY;
  }
}
