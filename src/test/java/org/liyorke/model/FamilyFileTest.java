package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyFileTest {
  private static final String TOML =
      """
      name = "mine"
      activation = "abs"
      output = "clip"
      [[layers]]
      weights = "constant(1)"
      bias = "U(0, 1/k)"
      [[layers]]
      weights = "he"
      """;
  private static final String JSON =
      """
      {"name": "mine", "activation": "abs", "output": "clip",
       "layers": [{"weights": "constant(1)", "bias": "U(0, 1/k)"}, {"weights": "he"}]}
      """;

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static NetworkFamily resolve(
      String path, Integer depth, Activation activation, Activation output) {
    return Families.resolve(path, 4, depth, 1, activation, output, null, 1);
  }

  private String refusal(String path) {
    UserError error = assertThrows(UserError.class, () -> resolve(path, null, null, null));
    assertEquals(3, error.exitStatus());
    return error.getMessage();
  }

  @Test
  void tomlAndJsonSayTheSame() throws IOException {
    NetworkFamily toml = resolve(file("a.toml", TOML), null, null, null);
    assertEquals(toml, resolve(file("a.JSON", JSON), 2, null, null));
    assertEquals("mine", toml.init());
    assertEquals(Activation.ABS, toml.activation());
    assertEquals(Activation.CLIP, toml.output());
    assertEquals(
        "[{weights=constant(1), bias=U(0, 0.25)}, {weights=N(0, 0.5), bias=N(0, 0.5)}]",
        toml.describe().get("laws").toString());
  }

  @Test
  void optionsWinOverTheFile() throws IOException {
    NetworkFamily family =
        Families.resolve(
            file("a.toml", TOML), 4, 2, 1, Activation.RELU, Activation.IDENTITY, "zero", 2);
    assertEquals(Activation.RELU, family.activation());
    assertEquals(Activation.IDENTITY, family.output());
    assertEquals(
        "[{weights=constant(1), bias=constant(0)}, {weights=N(0, 2), bias=constant(0)}]",
        family.describe().get("laws").toString());
  }

  @Test
  void theFileFixesTheDepth() throws IOException {
    String path = file("a.toml", TOML);
    UserError error = assertThrows(UserError.class, () -> resolve(path, 3, null, null));
    assertEquals("--depth 3: must be 2, the number of layers in " + path, error.getMessage());
    assertEquals(2, error.exitStatus());
    NetworkFamily single =
        resolve(file("b.toml", "[[layers]]\nweights = \"he\""), null, null, null);
    assertEquals(1, single.depth());
    assertEquals(Activation.RELU, single.activation());
    assertTrue(single.init().endsWith("b.toml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "a = > not TOML: line 1, column 4: ",
        "[[layers]\\nweights = 1 > not TOML: line 2, column 1: ",
        "name = 1\\nname = 2 > not TOML: ",
        "'' > layers: must be a list of 1 to 8 tables",
        "layers = [] > layers: must be a list of 1 to 8 tables",
        "layers = 'he' > layers: must be a list of 1 to 8 tables",
        "layers = [1] > layer 1: must be a table with the keys bias, weights",
        "gain = 2 > the file: unknown key gain: must be one of activation, layers, name, output",
        "name = 2\\n[[layers]]\\nweights = 'he' > name = 2: must be a string in quotes",
        "[[layers]]\\nbias = 'he' > layer 1: weights is missing: must be a law such as",
        "[[layers]]\\nweights = 2 > layer 1: weights = 2: must be a string in quotes",
        "[[layers]]\\n"
            + "weights = 'he'\\n"
            + "wieghts = 'he' > layer 1: unknown key wieghts: must be one of bias, weights",
        "[[layers]]\\n"
            + "weights = 'he'\\n"
            + "bias = 'N(0, -1)' > layer 1: bias = \"N(0, -1)\": column 6: variance -1 = -1.0",
        "[[layers]]\\nweights = 'he'\\n[[layers]]\\n"
            + "weights = 'N(0, 1-k)' > layer 2: weights = \"N(0, 1-k)\": column 6: variance 1-k ="
            + " -3.0 (k = 4,",
        "[[layers]]\\nweights = 'He' > layer 1: weights = \"He\": column 1: unknown law 'He'",
        "activation = 'tanhh'\\n[[layers]]\\nweights = 'he' > activation: activation tanhh is unknown",
        "output = 'x'\\n[[layers]]\\nweights = 'he' > output: activation x is unknown",
      })
  void mistakesInTomlAreOneLineWithFileAndPlace(String text, String message) throws IOException {
    String path = file("bad.toml", text.replace("\\n", "\n").replace('\'', '"'));
    assertTrue(refusal(path).startsWith(path + ": " + message), refusal(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "{ > not JSON: line 1, column ",
        "{\"layers\": [NaN]} > not JSON: line 1, column ",
        "{\"name\": \"a\", \"name\": \"b\"} > not JSON: line 1, column 21: Duplicate ",
        "{} {} > not JSON: ",
        "[] > the file: must be a table with the keys",
        "null > the file: must be a table with the keys",
        "{\"layers\": [{\"weights\": null}]} > layer 1: weights = null: must be a string",
      })
  void mistakesInJsonAreOneLineWithFileAndPlace(String text, String message) throws IOException {
    String path = file("bad.json", text);
    assertTrue(refusal(path).startsWith(path + ": " + message), refusal(path));
  }

  @Test
  void emptyFilesAndFoldersAreRefused() throws IOException {
    assertTrue(
        refusal(file("a.json", ""))
            .endsWith("must be a table with the keys activation, layers, name, output"));
    Files.createDirectory(folder.resolve("b.toml"));
    String path = folder.resolve("b.toml").toString();
    assertTrue(refusal(path).startsWith("--init " + path + ": cannot be read: "), refusal(path));
  }

  @Test
  void aMissingFileIsNamed() {
    String path = folder.resolve("none.toml").toString();
    assertEquals("--init " + path + ": there is no such file", refusal(path));
    assertEquals("--init a\\u0000.toml: there is no such file", refusal("a\0.toml"));
  }

  @Test
  void sizeAndNestingAreLimited() throws IOException {
    String large = file("large.toml", "#".repeat(FamilyFile.MAX_BYTES + 1));
    assertEquals("--init " + large + ": too long: must be at most 65536 bytes", refusal(large));
    String array = file("array.toml", "layers = " + "[".repeat(60_000));
    assertTrue(refusal(array).startsWith(array + ": not TOML: "), refusal(array));
    String dotted = file("dotted.toml", "a.".repeat(30_000) + "a = 1");
    assertTrue(refusal(dotted).startsWith(dotted + ": "), refusal(dotted));
    String json = file("deep.json", "[".repeat(60_000));
    assertTrue(refusal(json).startsWith(json + ": not JSON: "), refusal(json));
  }
}
