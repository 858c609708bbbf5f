package org.liyorke.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.liyorke.dynamics.MapGraph;
import org.liyorke.model.UserError;

/**
 * A picture of one map: f, f^3, the diagonal, and the cobweb of an orbit. Drawn in doubles, for the
 * eye only.
 */
public final class MapPicture {
  static {
    // Before any class of AWT is initialised.
    System.setProperty("java.awt.headless", "true");
  }

  private static final int SIZE = 800;
  private static final int SAMPLES = 1_200;
  private static final Color BLUE = new Color(0x0072B2);
  private static final Color ORANGE = new Color(0xD55E00);
  private static final Color GREEN = new Color(0x009E73);
  private static final Color GRAY = new Color(0x999999);

  private final MapWindow window;
  private final double unit;
  private final XYChart chart;

  private MapPicture(MapWindow window, String title) {
    this.window = window;
    unit = window.unit();
    chart =
        new XYChartBuilder()
            .width(SIZE)
            .height(SIZE)
            .title(title)
            .xAxisTitle("x")
            .yAxisTitle("f(x)")
            .build();
    style(chart.getStyler());
  }

  /** Whether the name of a file ends in one of the kinds that can be drawn, .svg and .png. */
  public static boolean canDraw(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".svg") || name.endsWith(".png");
  }

  /**
   * Draws a map into a file.
   *
   * @param file ends in .svg or .png
   * @param orbit points x, f(x), ...: their cobweb is drawn, and the window is chosen around them;
   *     may be empty
   * @throws UserError with exit status 5 when it cannot be written
   */
  public static void write(Path file, MapGraph map, double[] orbit, String title) {
    try {
      XYChart chart = chart(map, orbit, title);
      boolean svg = file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
      AtomicFile.write(file, out -> save(chart, svg, out));
    } catch (LinkageError | InternalError e) {
      throw UserError.output(
          file + ": cannot be drawn, this Java has no fonts or no drawing library: " + e);
    }
  }

  private static void save(XYChart chart, boolean svg, OutputStream out) throws IOException {
    if (svg) {
      Charts.saveSvg(chart, out);
    } else {
      Charts.savePng(chart, out);
    }
  }

  static XYChart chart(MapGraph map, double[] orbit, String title) {
    MapWindow window = orbit.length > 1 ? MapWindow.around(orbit) : MapWindow.of(map);
    MapPicture picture = new MapPicture(window, title);
    DoubleUnaryOperator f = map.f();
    picture.add("x", abscissas(map, window, 1), v -> v, GRAY, 1);
    picture.add("f\u00b3(x)", abscissas(map, window, SAMPLES), f.andThen(f).andThen(f), ORANGE, 1);
    picture.add("f(x)", abscissas(map, window, map.straight() ? 1 : SAMPLES), f, BLUE, 2);
    if (orbit.length > 1) {
      picture.addCobweb(orbit);
    }
    return picture.chart;
  }

  /** The ends of so many equal parts of the window, and the bends inside. */
  private static double[] abscissas(MapGraph map, MapWindow window, int parts) {
    DoubleStream even =
        IntStream.rangeClosed(0, parts).mapToDouble(i -> window.low() + window.span() * i / parts);
    DoubleStream bends =
        Arrays.stream(map.bends()).filter(b -> window.low() < b && b < window.high());
    return DoubleStream.concat(even, bends).sorted().toArray();
  }

  private void add(String name, double[] x, DoubleUnaryOperator f, Color color, float width) {
    double[] y = Arrays.stream(x).map(f).toArray();
    addLine(name, x, y, color, width);
  }

  /** (x, x), (x, f(x)), (f(x), f(x)), ... */
  private void addCobweb(double[] orbit) {
    double[] x = new double[2 * orbit.length - 1];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = orbit[i / 2];
      y[i] = orbit[(i + 1) / 2];
    }
    addLine("orbit of the witness", x, y, GREEN, 1.4f);
  }

  private void addLine(String name, double[] x, double[] y, Color color, float width) {
    XYSeries series = chart.addSeries(name, drawn(x), drawn(y));
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
  }

  /**
   * XChart takes close values for equal when it places ticks: numbers go through it in units of the
   * window.
   */
  private double[] drawn(double[] values) {
    return Arrays.stream(values).map(v -> window.near(v) / unit).toArray();
  }

  private void style(XYStyler styler) {
    styler.setXAxisMin(window.low() / unit);
    styler.setXAxisMax(window.high() / unit);
    styler.setYAxisMin(window.low() / unit);
    styler.setYAxisMax(window.high() / unit);
    styler.setXAxisTickLabelsFormattingFunction(v -> Numbers.significant(v * unit, 6));
    styler.setYAxisTickLabelsFormattingFunction(v -> Numbers.significant(v * unit, 6));
    styler.setLegendPosition(LegendPosition.InsideNE);
    ChartStyle.apply(styler);
  }
}
