package org.liyorke.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the list of layers of one network, token by token; shapes that need all numbers are left to
 * the network.
 */
final class LayersReader {
  private static final int MAX_LAYERS = 64;

  /** Numbers in one network: 128 MiB as doubles. */
  private static final int MAX_NUMBERS = 1 << 24;

  private final JsonParser parser;
  private int numbers;
  private double[] buffer = new double[64];

  LayersReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads the list that starts at the current token.
   *
   * @throws UserError (input data) for what is not a list of layers
   */
  List<Layer> read() throws IOException {
    requireList("layers", "layers");
    List<Layer> layers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (layers.size() == MAX_LAYERS) {
        throw UserError.input("layers: more than " + MAX_LAYERS + " of them");
      }
      layers.add(layer("layer " + (layers.size() + 1)));
    }
    return layers;
  }

  private Layer layer(String where) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw mistake(where, "an object with weights, bias and activation");
    }
    LayerFields fields = new LayerFields(where);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "weights" -> fields.weights(weights(where));
        case "bias" -> fields.bias(list(where + ": bias"));
        case "activation" -> fields.activation(text(where + ": activation"));
        case "lo" -> fields.lo(number(where + ": lo"));
        case "hi" -> fields.hi(number(where + ": hi"));
        default ->
            throw UserError.input(
                where + ": unknown key " + key + ": must be weights, bias, activation, lo or hi");
      }
    }
    return fields.layer();
  }

  private double[][] weights(String where) throws IOException {
    requireList(where + ": weights", "rows, which are lists of numbers");
    double[][] rows = new double[8][];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == NetworkFamily.MAX_SIZE) {
        throw UserError.input(where + ": weights: more than " + NetworkFamily.MAX_SIZE + " rows");
      }
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
      }
      rows[count] = list(where + ": weights row " + (count + 1));
      count++;
    }
    return Arrays.copyOf(rows, count);
  }

  private double[] list(String where) throws IOException {
    requireList(where, "numbers");
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == NetworkFamily.MAX_SIZE) {
        throw UserError.input(where + ": more than " + NetworkFamily.MAX_SIZE + " numbers");
      }
      if (count == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * count);
      }
      if (!parser.currentToken().isNumeric()) {
        throw mistake(where + " column " + (count + 1), "a number");
      }
      buffer[count] = number(where);
      count++;
    }
    return Arrays.copyOf(buffer, count);
  }

  private double number(String where) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw mistake(where, "a number");
    }
    if (++numbers > MAX_NUMBERS) {
      throw UserError.input(where + ": more than " + MAX_NUMBERS + " numbers in one network");
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw UserError.input(
          where + ": " + parser.getText() + " is beyond the range of a double: must be finite");
    }
    return value;
  }

  private String text(String where) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw mistake(where, "a string");
    }
    return parser.getText();
  }

  private void requireList(String where, String what) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw mistake(where, "a list of " + what);
    }
  }

  private UserError mistake(String where, String wanted) {
    return UserError.input(
        where + " is " + JsonNames.of(parser.currentToken()) + ": must be " + wanted);
  }
}
