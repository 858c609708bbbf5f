package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** inspect on a map that is known in every detail: the full tent map on [0, 1]. */
class InspectTest {
  private static final String TENT =
      "{\"id\": \"tent\", \"layers\": [{\"weights\": [[1],[1]], \"bias\": [0,-0.5], \"activation\": \"relu\"},"
          + " {\"weights\": [[2,-4]], \"bias\": [0], \"activation\": \"identity\"}]}\n";

  @TempDir Path folder;

  private String file() throws IOException {
    return Files.writeString(folder.resolve("n.jsonl"), "\n" + TENT).toString();
  }

  @Test
  void breakpointsAndWitnessAreExact() throws IOException {
    Cli run = Cli.run("inspect", "--network", file(), "--line", "2", "--json");
    assertEquals(0, run.status(), run.err());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals(
        "[{\"x\":\"0\",\"f\":\"0\"},{\"x\":\"1/2\",\"f\":\"1\"}]",
        json.get("breakpoints").toString());
    assertEquals("chaotic", json.get("verdict").asText());
    assertEquals("yes", json.get("period3").asText());
    assertEquals(3, json.get("witness").get("n").asInt());
    assertEquals(2, json.get("layers").size());
    assertEquals("tent", json.get("id").asText());
  }

  @Test
  void textNamesVerdictAndProof() throws IOException {
    String text = Cli.run("inspect", "--network", file(), "--line", "2").out();
    assertTrue(text.contains("layer 1: 1 -> 2, relu\n"), text);
    assertTrue(text.contains("2 breakpoints, 3 linear pieces\n"), text);
    assertTrue(text.contains("verdict: chaotic\n"), text);
    assertTrue(text.contains("proof: m = 0, n = 3"), text);
    assertTrue(text.contains("orbit of x under f:"), text);
  }

  @Test
  void picturesAreDrawn() throws IOException {
    Path out = folder.resolve("out");
    Path svg = folder.resolve("picture.svg");
    Cli run =
        Cli.run(
            "inspect",
            "--network",
            file(),
            "--line",
            "2",
            "--picture",
            svg.toString(),
            "--out",
            out.toString());
    assertEquals(0, run.status(), run.err());
    assertTrue(Files.readString(svg).contains("<svg"));
    assertTrue(Files.readString(out.resolve("map.svg")).contains("<svg"));
    BufferedImage png = ImageIO.read(out.resolve("map.png").toFile());
    assertTrue(png.getWidth() >= 800 && png.getHeight() >= 800);
    assertTrue(Files.readString(out.resolve("network.json")).startsWith("{\"id\":\"tent\""));
  }

  /** A chaotic network, drawn and read back. */
  @Test
  void smoothMapsAreShownWithTheirProof() throws IOException {
    String[] words =
        "inspect --activation tanh --output tanh --width 4 --gain 6 --seed 1 --index 34 --json"
            .split(" ");
    Cli run = Cli.run(words);
    assertEquals(0, run.status(), run.err());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals("chaotic", json.get("verdict").asText());
    assertTrue(json.get("breakpoints").isNull());
    String file = Files.writeString(folder.resolve("smooth.jsonl"), run.out()).toString();
    Path svg = folder.resolve("smooth.svg");
    Cli again = Cli.run("inspect", "--network", file, "--picture", svg.toString());
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().contains("layer 1: 1 -> 4, tanh\n"), again.out());
    assertTrue(again.out().contains("verdict: chaotic\n"), again.out());
    assertTrue(again.out().contains("orbit of x under f:"), again.out());
    assertTrue(Files.readString(svg).contains("<svg"));
    Cli checked = Cli.run("verify", file, file);
    assertEquals(0, checked.status(), checked.err());
  }

  @Test
  void theSameIndexIsTheSameNetwork() {
    String[] words = "inspect --index 123456789012 --width 16 --seed 0x2a --json".split(" ");
    Cli first = Cli.run(words);
    assertEquals(0, first.status(), first.err());
    assertEquals(first, Cli.run(words));
  }
}
