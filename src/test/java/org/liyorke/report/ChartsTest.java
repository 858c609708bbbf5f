package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.liyorke.tally.Interval;
import org.liyorke.tally.Question;

/** XChart loops for ever on some labels, so every chart has a time limit. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChartsTest {
  static List<List<PointResult>> sweeps() {
    List<PointResult> irregular = Samples.widths(1, 3, 5, 100, 399);
    List<PointResult> gains = new ArrayList<>();
    List<PointResult> categories = new ArrayList<>();
    List<PointResult> product = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      gains.add(Samples.point("he", "clip", null, Math.pow(2, i - 4), 100_000, i * i * i));
      categories.add(
          Samples.point("a-very-long-name-of-a-family-file-" + i, "identity", 64, 1, 1000, 20 + i));
      product.add(
          Samples.point(i % 2 == 0 ? "he" : "glorot", "relu", 1 << i / 2, 1 + i % 3, 1000, 20 + i));
    }
    return List.of(
        Samples.widths(64),
        Samples.widths(64, 128),
        Samples.widths(2, 4, 8, 16, 32, 64, 128, 256),
        irregular,
        gains,
        categories,
        categories.subList(0, 2),
        product,
        List.of(Samples.point("he", "identity", 2, 1, 0, 0)),
        List.of(
            Samples.point("he", "identity", 2, 1, 0, 0),
            Samples.point("he", "identity", 4, 1, 0, 0)),
        List.of(
            Samples.point("he", "identity", 2, 1, 9, 9),
            Samples.point("he", "identity", 4, 1, 9, 0)),
        List.of(
            Samples.point("he", "identity", 2, 1, 1_000_000_000_000L, 1),
            Samples.point("he", "identity", 4, 1, 1_000_000_000_000L, 3)));
  }

  private static BufferedImage png(List<PointResult> points) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Charts.writePng(Samples.report(points), out);
    return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void everySweepCanBeDrawn(List<PointResult> points) throws Exception {
    BufferedImage image = png(points);
    assertTrue(image.getWidth() >= 1280 && image.getHeight() >= 1080);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Charts.writeSvg(Samples.report(points), out);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var svg = factory.newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
    assertEquals("svg", svg.getDocumentElement().getTagName());
    assertFalse(out.toString(StandardCharsets.UTF_8).contains("<image"), "vectors, not a picture");
  }

  /**
   * On a linear axis in units of a power of ten: middle and half of a bar give both ends, and the
   * marker sits apart.
   */
  @Test
  void errorBarsReachFromLowerToUpperEnd() {
    List<PointResult> points =
        List.of(
            Samples.point("he", "identity", 2, 1, 100, 4, 1, 2),
            Samples.point("he", "identity", 4, 1, 100, 0, 0, 0));
    XYChart chart = Charts.chart(ChartData.of(Samples.report(points)));
    XYSeries bars = chart.getSeries("chaotic interval");
    XYSeries marks = chart.getSeries("chaotic");
    for (int i = 0; i < 2; i++) {
      Interval interval = points.get(i).interval(Question.CHAOTIC);
      // The largest upper end is 0.12: the unit is 0.1.
      assertEquals(interval.lower() / 0.1, bars.getYData()[i] - bars.getExtraValues()[i], 1e-12);
      assertEquals(interval.upper() / 0.1, bars.getYData()[i] + bars.getExtraValues()[i], 1e-12);
      assertEquals(interval.estimate() / 0.1, marks.getYData()[i], 1e-12);
      assertEquals(1 + i, marks.getXData()[i], 1e-12);
    }
    assertFalse(bars.isShowInLegend());
    assertTrue(marks.isShowInLegend());
  }

  @Test
  void theMarkersAreInThePicture() throws IOException {
    BufferedImage image = png(Samples.widths(2, 8, 64));
    int blue = 0;
    int orange = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        blue += image.getRGB(x, y) == 0xFF0072B2 ? 1 : 0;
        orange += image.getRGB(x, y) == 0xFFD55E00 ? 1 : 0;
      }
    }
    // Four markers of some 200 pixels each, the one in the legend included.
    assertTrue(blue > 600 && orange > 400, blue + " blue, " + orange + " orange");
  }

  @Test
  void dataOfAWidthSweep() {
    ChartData data = ChartData.of(Samples.report(Samples.widths(64, 2, 8)));
    assertEquals("width (hidden units)", data.xTitle());
    assertEquals("probability (95 % intervals)", data.yTitle());
    assertEquals(List.of("2", "8", "64"), data.labels());
    assertEquals(2, data.series().size());
    assertEquals("chaotic", data.series().get(0).name());
    assertEquals(6, data.series().get(0).x()[2], 1e-12);
    assertEquals("16", data.label().apply(4));
    assertEquals(" ", data.label().apply(4.5));
    assertFalse(data.logarithmicY());
  }

  @Test
  void dataOfAGainSweep() {
    ChartData data =
        ChartData.of(
            Samples.report(
                List.of(
                    Samples.point("he", "identity", 64, 10, 100_000, 20_000),
                    Samples.point("he", "identity", 64, 1, 100_000, 0),
                    Samples.point("he", "identity", 64, 0.1, 100_000, 20))));
    assertEquals(List.of("0.1", "1", "10"), data.labels());
    assertTrue(data.logarithmicY());
    assertTrue(data.leastPositive() > 0);
  }

  @Test
  void oneSeriesForEachCombination() {
    List<PointResult> points = new ArrayList<>();
    for (String output : List.of("relu", "clip")) {
      for (int width : new int[] {2, 4}) {
        points.add(Samples.point("he", output, width, 1, 1000, 20));
      }
    }
    ChartData data = ChartData.of(Samples.report(points));
    assertEquals(
        List.of("relu: chaotic", "relu: period three", "clip: chaotic", "clip: period three"),
        data.series().stream().map(ChartData.Series::name).toList());
  }

  /** Reporting without a chart must not pay for AWT: a fresh JVM lists the classes it loads. */
  @Test
  void noDrawingClassIsLoadedWithoutAChart() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-verbose:class",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NoChart.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(output.contains("org.liyorke.report.SummaryJson"), "the list of classes is there");
    assertFalse(output.contains("org.knowm.xchart"));
    assertFalse(output.contains("java.awt."));
  }

  /** Everything a run without {@code --out} does. */
  static final class NoChart {
    private NoChart() {}

    public static void main(String[] args) throws IOException {
      RunReport report = Samples.report(Samples.widths(2, 4));
      System.out.println(TextTable.format(report));
      SummaryJson.write(report, new java.io.StringWriter());
      SummaryCsv.write(report, new java.io.StringWriter());
    }
  }
}
