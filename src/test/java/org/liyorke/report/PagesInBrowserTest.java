package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liyorke.cli.Main;

/**
 * The pages in headless Chromium, on a phone and on a desk, light and dark. Without Chromium it is
 * skipped, in continuous integration it fails.
 */
@Tag("long")
class PagesInBrowserTest {
  private static final List<Integer> WIDTHS = List.of(360, 768, 1440);

  @TempDir static Path temp;
  private static Browser browser;

  @BeforeAll
  static void begin() throws Exception {
    Path program = Browser.find();
    if (program == null && "true".equals(System.getenv("CI"))) {
      fail("Chromium is missing");
    }
    Assumptions.assumeTrue(program != null, "Chromium is missing");
    browser = Browser.start(program, temp.resolve("profile"));
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void write(String command) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        Main.run(
            (command + " --quiet --engine cpu").split(" "),
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            errors);
    assertEquals(0, status, errors.toString());
  }

  private static void check(Path page) throws Exception {
    Map<String, Long> backgrounds = new HashMap<>();
    for (String scheme : List.of("light", "dark")) {
      for (int width : WIDTHS) {
        browser.open(page, width, 900, scheme);
        String where = page + ", " + width + " pixels, " + scheme;
        // Scrolling boxes of their own aside, nothing is wider than the screen.
        int shown = browser.evaluate("document.documentElement.scrollWidth").asInt();
        assertTrue(shown <= width, where + ": " + shown + " pixels wide");
        assertEquals(
            0,
            browser
                .evaluate(
                    "[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().height < 100).length")
                .asInt(),
            where + ": a drawing without height");
        backgrounds.merge(scheme, brightness(where), Math::addExact);
      }
    }
    assertEquals(List.of(), browser.complaints());
    browser
        .requests()
        .forEach(url -> assertTrue(url.startsWith("file:") || url.startsWith("data:"), url));
    assertTrue(backgrounds.get("light") > 200 * WIDTHS.size(), backgrounds::toString);
    assertTrue(backgrounds.get("dark") < 80 * WIDTHS.size(), backgrounds::toString);
  }

  /** The brightness of a corner, 0 to 255; the picture as a whole has many colours. */
  private static long brightness(String where) throws Exception {
    byte[] png = Base64.getDecoder().decode(browser.screenshot());
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    Set<Integer> colors = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 3) {
      for (int y = 0; y < image.getHeight(); y += 3) {
        colors.add(image.getRGB(x, y));
      }
    }
    assertNotEquals(1, colors.size(), where + ": a blank page");
    int corner = image.getRGB(2, 2);
    return ((corner >> 16 & 255) + (corner >> 8 & 255) + (corner & 255)) / 3;
  }

  @Test
  void theReproductionFitsEveryScreen() throws Exception {
    Path out = temp.resolve("reproduction");
    write("reproduce --networks 1000 --out " + out);
    check(out.resolve("report.html"));
  }

  @Test
  void aSweepFitsEveryScreen() throws Exception {
    Path out = temp.resolve("sweep");
    write(
        "sweep --init he,glorot --width 2,8,64 --gain 1,2 --networks 2000 --observe lyapunov,growth --out "
            + out);
    check(out.resolve("report.html"));
  }

  @Test
  void anEstimateOfVectorStatesFitsEveryScreen() throws Exception {
    Path out = temp.resolve("estimate");
    write("estimate --state 4 --width 8 --networks 200 --observe lyapunov --out " + out);
    check(out.resolve("report.html"));
  }
}
