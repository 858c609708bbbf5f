package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.liyorke.dynamics.MapGraph;
import org.liyorke.dynamics.PiecewiseLinearMap;
import org.liyorke.model.NetworkReader;

/** Pictures of the tent map, scaled from tiny to huge. */
@Timeout(60)
class MapPictureTest {
  @TempDir Path folder;

  /** The tent map on [0, size]. */
  private static MapGraph tent(double size) {
    return MapGraph.of(
        PiecewiseLinearMap.of(
            NetworkReader.read(
                    "{\"layers\": [{\"weights\": [[1],[1]], \"bias\": [0,"
                        + -size / 2
                        + "], \"activation\": \"relu\"}, {\"weights\": [[2,-4]], \"bias\": [0], \"activation\":"
                        + " \"identity\"}]}")
                .network()));
  }

  @Test
  void theCobwebFollowsTheOrbit() {
    XYChart chart = MapPicture.chart(tent(1), new double[] {0.25, 0.5, 1, 0}, "tent");
    assertArrayEquals(
        new double[] {0.25, 0.25, 0.5, 0.5, 1, 1, 0},
        chart.getSeries("orbit of the witness").getXData(),
        1e-12);
    assertArrayEquals(
        new double[] {0.25, 0.5, 0.5, 1, 1, 0, 0},
        chart.getSeries("orbit of the witness").getYData(),
        1e-12);
    double[] x = chart.getSeries("f(x)").getXData();
    double[] y = chart.getSeries("f(x)").getYData();
    assertEquals(4, x.length);
    assertEquals(0.5, x[2]);
    assertEquals(1, y[2]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-9, 1, 1e9, 1e100})
  void everyScaleIsDrawn(double size) {
    MapGraph map = tent(size);
    double[] orbit = {size / 4, size / 2, size, 0};
    for (String name : new String[] {"a.svg", "a.PNG"}) {
      Path file = folder.resolve(name);
      MapPicture.write(file, map, orbit, "tent");
      MapPicture.write(file, map, new double[0], "tent");
      assertTrue(file.toFile().length() > 5_000);
    }
  }

  @Test
  void onlyTwoKindsOfFilesCanBeDrawn() {
    assertTrue(MapPicture.canDraw(Path.of("x/y.SVG")));
    assertFalse(MapPicture.canDraw(Path.of("x/y.pdf")));
    assertFalse(MapPicture.canDraw(Path.of("svg")));
  }
}
