package org.liyorke.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.UserError;

/**
 * Reads the JSON form of {@link ProofLine}. Unknown keys are passed over, everything else must be
 * as documented.
 */
final class ProofReader {
  /** As in the networks, whose ids come back here. */
  private static final int LONGEST_NUMBER = 10_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(Rational.MAX_TEXT)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ProofReader() {}

  static ProofLine read(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw UserError.input("not JSON: " + e.getOriginalMessage());
    }
    if (root == null || !root.isObject()) {
      throw UserError.input(
          root == null || root.isMissingNode() ? "the line is blank" : "the line is not an object");
    }
    JsonNode id = root.hasNonNull("id") ? root.get("id") : null;
    if (id != null && !id.isValueNode()) {
      throw UserError.input("id: must be a string, a number, true, false or null");
    }
    return root.has("error")
        ? new ProofLine(id, failed(root), Finding.OPEN)
        : new ProofLine(id, claim(root), period3(text(root, "period3")));
  }

  private static ProofLine.Failed failed(JsonNode root) {
    return new ProofLine.Failed(
        root.has("line") ? integer(root, "line", Long.MAX_VALUE) : 0, text(root, "error"));
  }

  private static ProofLine.Claim claim(JsonNode root) {
    String verdict = text(root, "verdict");
    return switch (verdict) {
      case "chaotic" -> new ProofLine.Chaotic(witness(object(root, "witness")));
      case "ordered" -> new ProofLine.Ordered(missingPeriod(object(root, "reason")));
      case "undecided" -> new ProofLine.Undecided();
      default -> throw bad("verdict", verdict, "chaotic, ordered or undecided");
    };
  }

  private static Finding period3(String text) {
    return switch (text) {
      case "yes" -> Finding.YES;
      case "no" -> Finding.NO;
      case "undecided" -> Finding.OPEN;
      default -> throw bad("period3", text, "yes, no or undecided");
    };
  }

  private static long missingPeriod(JsonNode reason) {
    JsonNode finite = reason.get("finite_diagram");
    if (finite != null && finite.isBoolean() && finite.asBoolean() && !reason.has("no_period")) {
      return 0;
    }
    long period = integer(reason, "no_period", Long.MAX_VALUE);
    if (!(period >= 1 && Long.bitCount(period) == 1)) {
      throw bad("no_period", String.valueOf(period), "a power of two");
    }
    return period;
  }

  private static ProofLine.Witness witness(JsonNode witness) {
    if (witness.has("loops")) {
      JsonNode loops = object(witness, "loops");
      return new ProofLine.Loops(
          interval(loops), loop(object(loops, "first")), loop(object(loops, "second")));
    }
    int m = (int) integer(witness, "m", Integer.MAX_VALUE);
    int n = (int) integer(witness, "n", Integer.MAX_VALUE);
    return new ProofLine.OddPeriod(
        m, n, number(witness.get("x"), "x"), orbit(witness.get("orbit")));
  }

  private static List<Rational> orbit(JsonNode orbit) {
    List<Rational> result = new ArrayList<>();
    if (orbit == null || orbit.isNull()) {
      return result;
    }
    if (!orbit.isArray()) {
      throw UserError.input("orbit: must be a list of numbers");
    }
    for (int i = 0; i < orbit.size(); i++) {
      result.add(number(orbit.get(i), "orbit[" + i + "]"));
    }
    return result;
  }

  private static ProofLine.Loop loop(JsonNode loop) {
    return new ProofLine.Loop((int) integer(loop, "steps", Integer.MAX_VALUE), interval(loop));
  }

  private static ProofLine.Interval interval(JsonNode parent) {
    JsonNode ends = parent.get("interval");
    if (ends == null || !ends.isArray() || ends.size() != 2) {
      throw UserError.input("interval: must be a list of two numbers");
    }
    return new ProofLine.Interval(number(ends.get(0), "interval"), number(ends.get(1), "interval"));
  }

  private static Rational number(JsonNode node, String key) {
    if (node == null || !(node.isTextual() || node.isNumber())) {
      throw UserError.input(
          key + (node == null ? " is missing" : "") + ": must be a number as text, p/q or p");
    }
    try {
      return Rational.parse(node.asText());
    } catch (IllegalArgumentException e) {
      throw UserError.input(key + ": " + e.getMessage());
    }
  }

  private static JsonNode object(JsonNode parent, String key) {
    JsonNode node = parent.get(key);
    if (node == null || !node.isObject()) {
      throw UserError.input(key + (node == null ? " is missing" : "") + ": must be an object");
    }
    return node;
  }

  private static String text(JsonNode parent, String key) {
    JsonNode node = parent.get(key);
    if (node == null || !node.isTextual()) {
      throw UserError.input(key + (node == null ? " is missing" : "") + ": must be text");
    }
    return node.asText();
  }

  private static long integer(JsonNode parent, String key, long max) {
    JsonNode node = parent.get(key);
    if (node == null || !node.isIntegralNumber()) {
      throw UserError.input(key + (node == null ? " is missing" : "") + ": must be an integer");
    }
    if (!(node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= max)) {
      throw bad(key, node.asText(), "from 0 to " + max);
    }
    return node.longValue();
  }

  private static UserError bad(String key, String value, String limit) {
    return UserError.input(key + " " + Rational.shorten(value) + ": must be " + limit);
  }
}
