package org.liyorke.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads one network in the JSON form of the design: {@code {"id": ..., "layers": [...]}}. Keys of
 * the outer object other than these two are passed over, so that what other commands print can be
 * read back; keys of a layer are fixed.
 *
 * <p>Reads token by token without recursion and with bounds on everything it keeps.
 */
public final class NetworkReader {
  private static final int LONGEST_STRING = 65_536;

  /** An exact decimal expansion of a double may have more than a thousand digits. */
  private static final int LONGEST_NUMBER = 10_000;

  private static final int LONGEST_REASON = 120;

  private static final int DEEPEST = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private JsonNode id;
  private Network network;
  private String error;

  private NetworkReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one line of text.
   *
   * @throws UserError (input data) that tells what is wrong with it
   */
  public static NetworkLine read(String json) {
    NetworkLine line = read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 1);
    if (line.error() != null) {
      throw UserError.input(line.error());
    }
    return line;
  }

  /** Reads a stream that holds one network; never fails but for reasons of memory. */
  static NetworkLine read(InputStream in, long line) {
    try (JsonParser parser = FACTORY.createParser(in)) {
      NetworkReader reader = new NetworkReader(parser);
      reader.readLine();
      return new NetworkLine(
          line, reader.id, reader.error == null ? reader.network : null, reader.error);
    } catch (IOException e) {
      return new NetworkLine(line, null, null, describe(e));
    }
  }

  private void readLine() {
    try {
      readObject();
    } catch (UserError e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail(describe(e));
    }
  }

  /** The first error is kept. */
  private void fail(String message) {
    error = error == null ? message : error;
  }

  private void readObject() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw UserError.input("the line is blank: must be a JSON object");
    }
    if (first != JsonToken.START_OBJECT) {
      throw UserError.input(
          "the line holds " + JsonNames.of(first) + ": must be a JSON object with the key layers");
    }
    boolean idSeen = false;
    boolean layersSeen = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      if (key.equals("id")) {
        requireOnce(idSeen, key);
        idSeen = true;
        readId();
      } else if (key.equals("layers")) {
        requireOnce(layersSeen, key);
        layersSeen = true;
        readLayers();
      } else {
        parser.skipChildren();
      }
    }
    requireEnd(layersSeen);
  }

  private void requireOnce(boolean seen, String key) {
    if (seen) {
      fail("key " + key + " stands twice: must stand once");
    }
  }

  private void requireEnd(boolean layersSeen) throws IOException {
    if (parser.nextToken() != null) {
      fail("more text after the network: must be one JSON object on a line");
    }
    if (!layersSeen) {
      fail("key layers is missing: must be a list of layers");
    }
  }

  private void readId() throws IOException {
    JsonToken token = parser.currentToken();
    if (!token.isScalarValue()) {
      parser.skipChildren();
      fail("id is " + JsonNames.of(token) + ": must be a string, a number, true, false or null");
      return;
    }
    id =
        switch (token) {
          case VALUE_STRING -> TextNode.valueOf(parser.getText());
          case VALUE_NUMBER_INT -> BigIntegerNode.valueOf(parser.getBigIntegerValue());
          case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(parser.getDecimalValue());
          case VALUE_TRUE -> BooleanNode.TRUE;
          case VALUE_FALSE -> BooleanNode.FALSE;
          default -> NullNode.getInstance();
        };
  }

  /**
   * After a mistake in the layers the rest of the object is still read, for the id may stand behind
   * them.
   */
  private void readLayers() throws IOException {
    try {
      network = new Network(new LayersReader(parser).read()).checked();
    } catch (UserError e) {
      fail(e.getMessage());
      while (!parser.getParsingContext().getParent().inRoot()) {
        parser.nextToken();
      }
    }
  }

  private static String describe(IOException e) {
    if (!(e instanceof JsonProcessingException json)) {
      return "not JSON: " + e.getMessage();
    }
    String reason = json.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return "beyond a limit: " + reason.replaceAll(",? \\(?from `.*", ")");
    }
    if (reason.startsWith("Unexpected end-of-input")) {
      return "the line is cut off: must be a whole JSON object";
    }
    if (reason.startsWith("Non-standard token")) {
      reason = "NaN and infinities are not JSON numbers";
    }
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + " ...";
    }
    int column = json.getLocation() == null ? -1 : json.getLocation().getColumnNr();
    return "not JSON" + (column > 0 ? " at column " + column : "") + ": " + reason;
  }
}
