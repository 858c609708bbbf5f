package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkReaderTest {
  private static final String TENT =
      "{\"id\": \"a\", \"layers\": [{\"weights\": [[1.0],[1.0]], \"bias\": [0,-0.5],"
          + " \"activation\": \"relu\"}, {\"weights\": [[2.0,-4.0]], \"bias\": [0], \"activation\":"
          + " \"identity\"}]}";

  /** One layer of one number. */
  private static String single(String weight, String more) {
    return "{\"layers\":[{\"weights\":[["
        + weight
        + "]],\"bias\":[0],\"activation\":"
        + more
        + "}]}";
  }

  private static double weight(String json) {
    return NetworkReader.read(json).network().layers().get(0).weights()[0][0];
  }

  private static String refusal(String json) {
    UserError error = assertThrows(UserError.class, () -> NetworkReader.read(json));
    assertEquals(3, error.exitStatus());
    return error.getMessage();
  }

  @Test
  void readsTheExampleOfTheDesign() {
    NetworkLine line = NetworkReader.read(TENT);
    assertEquals("a", line.id().textValue());
    assertNull(line.error());
    Layer first = line.network().layers().get(0);
    Layer last = line.network().layers().get(1);
    assertArrayEquals(new double[][] {{1}, {1}}, first.weights());
    assertArrayEquals(new double[] {0, -0.5}, first.bias());
    assertEquals(Activation.RELU, first.activation());
    assertArrayEquals(new double[][] {{2, -4}}, last.weights());
    assertEquals(Activation.IDENTITY, last.activation());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "1e-323",
        "4.9e-324",
        "1.7976931348623157e308",
        "-1e100",
        "1e-400",
        "123456789012345678901234567890",
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775809",
        "0.1000000000000000055511151231257827",
        "1E+2",
        "-0.0",
        "2.2250738585072012e-308",
        "99999999999999999999999999999999999999e-20"
      })
  void numbersAreTheNearestDoubles(String number) {
    assertEquals(Double.parseDouble(number), weight(single(number, "\"abs\"")), 0.0);
  }

  @Test
  void aFullDecimalExpansionIsReadExactly() {
    double least = Double.MIN_VALUE;
    String digits = new BigDecimal(least).toPlainString();
    assertTrue(digits.length() > 1000);
    assertEquals(least, weight(single(digits, "\"abs\"")), 0.0);
  }

  @Test
  void clipTakesItsEnds() {
    assertEquals(Activation.CLIP, activation("\"clip\""));
    assertEquals(Activation.clip("clip", -2, 3.5), activation("\"clip\",\"lo\":-2,\"hi\":3.5"));
    assertEquals(Activation.clip("clip", 0, 3), activation("\"clip\",\"hi\":3"));
    assertEquals(Activation.clip("clip", -1e100, 1), activation("\"clip\",\"lo\":-1e100"));
  }

  private static Activation activation(String text) {
    return NetworkReader.read(single("1", text)).network().layers().get(0).activation();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"x y\"; \"x y\"",
        "7; 7",
        "-0.10; -0.10",
        "true; true",
        "false; false",
        "null; null",
        "123456789012345678901234567890; 123456789012345678901234567890",
        "1e400; 1E+400",
        "\"\\u00e9\\n\"; \"é\\n\""
      })
  void anIdIsAnyScalarAndStaysAsItIs(String id, String printed) {
    String json = "{\"id\": " + id + ", " + single("1", "\"abs\"").substring(1);
    assertEquals(printed, NetworkReader.read(json).id().toString());
  }

  @Test
  void anIdMayBeMissingAndOtherKeysArePassedOver() {
    String more = "{\"note\": {\"a\": [1, {\"b\": 2}]}, \"verdict\": \"chaotic\", \"note\": 1, ";
    NetworkLine line = NetworkReader.read(more + single("3", "\"abs\"").substring(1));
    assertNull(line.id());
    assertEquals(3, line.network().layers().get(0).weights()[0][0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'' # the line is blank: must be a JSON object",
        "'  ' # the line is blank: must be a JSON object",
        "[] # the line holds a list: must be a JSON object with the key layers",
        "7 # the line holds a number: must be a JSON object with the key layers",
        "null # the line holds null: must be a JSON object with the key layers",
        "{} # key layers is missing: must be a list of layers",
        "{\"layers\":[]} # no layers: at least 1 is needed",
        "{\"layers\":5} # layers is a number: must be a list of layers",
        "{\"layers\":{\"a\":[1]}} # layers is an object: must be a list of layers",
        "{\"layers\":[5]} # layer 1 is a number: must be an object with weights, bias and"
            + " activation",
        "{\"layers\":[{}]} # layer 1: key weights is missing",
        "{\"layers\":[{\"weights\":[[1]],\"bias\":[0]}]} # layer 1: key activation is missing",
        "{\"layers\":[{\"weights\":[[1]],\"activation\":\"abs\"}]} # layer 1: key bias is missing",
        "{\"layers\":[{\"weights\":[1]}]} # layer 1: weights row 1 is a number: must be a list of"
            + " numbers",
        "{\"layers\":[{\"weights\":1}]} # layer 1: weights is a number: must be a list of rows,"
            + " which are lists of numbers",
        "{\"layers\":[{\"weights\":[[1,\"2\"]]}]} # layer 1: weights row 1 column 2 is a string:"
            + " must be a number",
        "{\"layers\":[{\"weights\":[[1],[null]]}]} # layer 1: weights row 2 column 1 is null: must"
            + " be a number",
        "{\"layers\":[{\"bias\":[[1]]}]} # layer 1: bias column 1 is a list: must be a number",
        "{\"layers\":[{\"bias\":[1e999]}]} # layer 1: bias: 1e999 is beyond the range of a double:"
            + " must be finite",
        "{\"layers\":[{\"bias\":[-1e999]}]} # layer 1: bias: -1e999 is beyond the range of a"
            + " double: must be finite",
        "{\"layers\":[{\"activation\":7}]} # layer 1: activation is a number: must be a string",
        "{\"layers\":[{\"lo\":\"0\"}]} # layer 1: lo is a string: must be a number",
        "{\"layers\":[{\"Bias\":[0]}]} # layer 1: unknown key Bias: must be weights, bias,"
            + " activation, lo or hi",
        "{\"layers\":[{\"bias\":[0],\"bias\":[0]}]} # layer 1: key bias stands twice: must stand"
            + " once",
        "{\"layers\":[],\"layers\":[]} # no layers: at least 1 is needed",
        "{\"id\":1,\"id\":1} # key id stands twice: must stand once",
        "{\"id\":[1]} # id is a list: must be a string, a number, true, false or null",
        "{\"layers\":[{\"bias\":[NaN]}]} # not JSON at column 24: NaN and infinities are not JSON"
            + " numbers",
        "{\"layers\":[{\"bias\":[-Infinity]}]} # not JSON at column 30: NaN and infinities are not"
            + " JSON numbers",
        "{\"layers\":[{\"bias\":[1, # the line is cut off: must be a whole JSON object",
        "{\"layers\":[{\"bi # the line is cut off: must be a whole JSON object",
        "{ # the line is cut off: must be a whole JSON object",
      })
  void mistakesAreNamed(String json, String message) {
    assertEquals(message, refusal(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "\"tanh\",\"lo\":0 # layer 1: lo and hi with activation tanh: must go with clip",
        "\"ReLU\" # layer 1: activation ReLU is unknown: must be one of relu,",
        "\"relu\",\"lo\":0 # layer 1: lo and hi with activation relu: must go with clip",
        "\"hard-tanh\",\"hi\":1 # layer 1: lo and hi with activation hard-tanh: must go with clip",
        "\"clip\",\"lo\":1 # layer 1: lo 1.0, hi 1.0: lo must be below hi",
        "\"clip\",\"lo\":2,\"hi\":-2 # layer 1: lo 2.0, hi -2.0: lo must be below hi",
      })
  void activationsAreChecked(String activation, String message) {
    assertTrue(
        refusal(single("1", activation)).startsWith(message), refusal(single("1", activation)));
  }

  @Test
  void shapesAreChecked() {
    assertEquals(
        "layer 1 gives 2 numbers, layer 2 takes 1: must be equal",
        refusal(TENT.replace("[[2.0,-4.0]]", "[[2.0]]")));
    assertEquals(
        "layer 1: weights row 2 has 2 numbers, row 1 has 1: must be equal",
        refusal(TENT.replace("[[1.0],[1.0]]", "[[1.0],[1.0,2]]")));
    assertEquals(
        "layer 2: 2 biases, 1 rows of weights: must be equal",
        refusal(TENT.replace("[0]", "[0,1]")));
  }

  @ParameterizedTest
  @ValueSource(strings = {" x", " {}", "]", ",", "\u0000"})
  void nothingMayFollow(String more) {
    assertTrue(NetworkReader.read(TENT + " \r").network() != null);
    String message = refusal(TENT + more);
    assertTrue(
        message.startsWith("not JSON at column") || message.startsWith("more text after"), message);
  }

  /**
   * Every way to cut the line off is an error, never a network; "[1." counts as a broken number.
   */
  @Test
  void everyTruncationIsRefused() {
    assertEquals("the line is blank: must be a JSON object", refusal(""));
    for (int end = 1; end < TENT.length(); end++) {
      String text = TENT.substring(0, end);
      String message = refusal(text);
      boolean broken = text.endsWith(".") && message.startsWith("not JSON at column " + end + ": ");
      assertTrue(broken || message.startsWith("the line is cut off: "), text + " " + message);
    }
  }

  /** Every way to break one character is an error or a network, in one line of text. */
  @Test
  void everyChangeOfOneCharacterIsHandled() {
    for (int at = 0; at < TENT.length(); at++) {
      for (char c : "\0\"{}[]:,-e.9aN\\ \u00ff\ud800".toCharArray()) {
        String json = TENT.substring(0, at) + c + TENT.substring(at + 1);
        try {
          NetworkReader.read(json).network().checked();
        } catch (UserError e) {
          assertEquals(1, e.getMessage().lines().count());
        }
      }
    }
  }

  @Test
  void sizesAreLimited() {
    String row = "1,".repeat(65_536);
    assertEquals(
        "layer 1: weights row 1: more than 65536 numbers",
        refusal("{\"layers\":[{\"weights\":[[" + row + "1]]}]}"));
    assertEquals(
        "layer 1: weights: more than 65536 rows",
        refusal("{\"layers\":[{\"weights\":[" + "[1],".repeat(65_536) + "[1]]}]}"));
    String layer = "{\"weights\":[[1]],\"bias\":[0],\"activation\":\"abs\"}";
    String most = (layer + ",").repeat(63) + layer;
    assertEquals(64, NetworkReader.read("{\"layers\":[" + most + "]}").network().layers().size());
    assertEquals(
        "layers: more than 64 of them", refusal("{\"layers\":[" + most + "," + layer + "]}"));
  }

  @Test
  void nestingAndTextAreLimited() {
    assertTrue(refusal("[".repeat(1_000_000)).startsWith("the line holds a list"));
    assertTrue(refusal("{\"layers\":" + "[".repeat(1_000_000)).startsWith("layer 1 is a list"));
    assertTrue(
        refusal("{\"a\":" + "[".repeat(1_000_000))
            .startsWith(
                "beyond a limit: Document nesting depth (1001) exceeds the maximum allowed"
                    + " (1000)"));
    assertTrue(refusal("{\"a\":".repeat(1_000_000)).startsWith("beyond a limit: "));
    assertTrue(
        refusal("{\"id\":\"" + "x".repeat(1_000_000) + "\"}").startsWith("beyond a limit: "));
    assertTrue(refusal("{\"id\":" + "9".repeat(1_000_000) + "}").startsWith("beyond a limit: "));
    assertTrue(refusal("{\"" + "k".repeat(1_000_000) + "\":1}").startsWith("beyond a limit: "));
  }
}
