package org.liyorke.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liyorke.random.ConstantLaw;
import org.liyorke.random.Law;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.TruncatedNormalLaw;
import org.liyorke.random.UniformLaw;

/**
 * Reads a law: {@code N(mean, variance)}, {@code U(low, high)}, {@code T(low, high[, sd])}, {@code
 * constant(value)}, or one of the {@link #NAMED} laws. The grammar is in docs/families.md.
 */
final class LawParser {
  /** The named laws, each with the text it stands for. */
  static final Map<String, String> NAMED = named();

  private final LawText text;
  private final LawScope scope;

  private LawParser(LawText text, LawScope scope) {
    this.text = text;
    this.scope = scope;
  }

  /**
   * The law a text stands for.
   *
   * @throws UserError (command line) with the column, or the expression or number, its value and
   *     the limit
   */
  static Law parse(String text, LawScope scope) {
    String meaning = NAMED.getOrDefault(text.strip(), text);
    LawParser parser = new LawParser(new LawText(meaning), scope);
    try {
      Law law = parser.law();
      parser.text.needEnd();
      return law;
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private static Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("he", "N(0, 2/fan_in)");
    named.put("glorot", "N(0, 2/(fan_in+fan_out))");
    named.put("xavier", "N(0, 2/(fan_in+fan_out))");
    named.put("lecun", "N(0, 1/fan_in)");
    named.put("he-uniform", "U(-sqrt(6/fan_in), sqrt(6/fan_in))");
    named.put("glorot-uniform", "U(-sqrt(6/(fan_in+fan_out)), sqrt(6/(fan_in+fan_out)))");
    named.put("xavier-uniform", "U(-sqrt(6/(fan_in+fan_out)), sqrt(6/(fan_in+fan_out)))");
    named.put("lecun-uniform", "U(-sqrt(3/fan_in), sqrt(3/fan_in))");
    named.put("normal", "N(0, 1)");
    named.put("uniform", "U(-1, 1)");
    named.put("truncated-normal", "T(-2, 2)");
    named.put("constant", "constant(1)");
    named.put("zero", "constant(0)");
    return Collections.unmodifiableMap(named);
  }

  private Law law() {
    int start = text.position();
    String name = text.word("-_");
    return switch (name) {
      case "N" -> normal();
      case "U" -> uniform();
      case "T", "truncated" -> truncated();
      case "constant" -> constant();
      default ->
          throw text.errorAt(
              start,
              "unknown law '"
                  + name
                  + "': must be N(mean, variance), U(low, high), "
                  + "T(low, high), constant(value) or one of "
                  + String.join(", ", NAMED.keySet()));
    };
  }

  private Law normal() {
    text.need('(');
    double mean = finite("mean");
    text.need(',');
    int start = text.position();
    double variance = finite("variance");
    if (!(variance >= 0)) {
      throw wrong("variance", start, variance, "at least 0");
    }
    text.need(')');
    return new NormalLaw(mean, variance);
  }

  private Law uniform() {
    text.need('(');
    double low = finite("lower end");
    text.need(',');
    double high = higher(low);
    text.need(')');
    return new UniformLaw(low, high);
  }

  private Law truncated() {
    text.need('(');
    double low = finite("lower end");
    text.need(',');
    double high = higher(low);
    double sd = 1;
    if (text.take(',')) {
      int start = text.position();
      sd = finite("standard deviation");
      if (!(sd > 0)) {
        throw wrong("standard deviation", start, sd, "above 0");
      }
    }
    text.need(')');
    return new TruncatedNormalLaw(low, high, sd);
  }

  private Law constant() {
    text.need('(');
    double value = finite("value");
    text.need(')');
    return new ConstantLaw(value);
  }

  private double higher(double low) {
    int start = text.position();
    double high = finite("upper end");
    if (!(high > low)) {
      throw wrong("upper end", start, high, "above the lower end " + low);
    }
    return high;
  }

  private double finite(String what) {
    int start = text.position();
    double value = new LawExpression(text, scope).sum();
    if (!Double.isFinite(value)) {
      throw wrong(what, start, value, "finite");
    }
    return value;
  }

  private UserError wrong(String what, int start, double value, String limit) {
    return text.errorAt(
        start,
        "%s %s = %s (k = %d, fan_in = %d, fan_out = %d): must be %s"
            .formatted(
                what,
                text.since(start),
                value,
                scope.width(),
                scope.fanIn(),
                scope.fanOut(),
                limit));
  }
}
