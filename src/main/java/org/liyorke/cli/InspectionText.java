package org.liyorke.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.liyorke.dynamics.PiecewiseLinearMap;
import org.liyorke.model.Layer;

/** What {@code inspect} prints for people. */
final class InspectionText {
  /** Numbers of a list that are shown; the rest is counted. */
  private static final int MOST_SHOWN = 12;

  private static final int LONGEST_FRACTION = 60;

  private final StringBuilder text = new StringBuilder();
  private final Inspection inspection;

  private InspectionText(Inspection inspection) {
    this.inspection = inspection;
  }

  /** The whole text, every line ended by a newline. */
  static String of(Inspection inspection) {
    InspectionText writer = new InspectionText(inspection);
    writer.line(inspection.subject().title());
    List<Layer> layers = inspection.subject().network().layers();
    for (int i = 0; i < layers.size(); i++) {
      writer.layer(i + 1, layers.get(i));
    }
    inspection.map().ifPresent(writer::breakpoints);
    writer.verdict(inspection.proof());
    return writer.text.toString();
  }

  private void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
        .append('\n');
  }

  private void layer(int number, Layer layer) {
    line(
        "layer %d: %d -> %d, %s",
        number, layer.inputs(), layer.outputs(), layer.activation().name());
    int count = layer.inputs() * layer.outputs();
    double[] weights = new double[Math.min(MOST_SHOWN, count)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = layer.weights()[i / layer.inputs()][i % layer.inputs()];
    }
    line("  weights  %s", list(weights, count));
    line("  bias     %s", list(layer.bias(), layer.bias().length));
  }

  private static String list(double[] numbers, int count) {
    StringBuilder list = new StringBuilder();
    int shown = Math.min(MOST_SHOWN, Math.min(count, numbers.length));
    for (int i = 0; i < shown; i++) {
      list.append(i == 0 ? "" : ", ").append(number(numbers[i]));
    }
    return count > shown ? list + ", ... (" + count + ")" : list.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.7g", value);
  }

  private void breakpoints(PiecewiseLinearMap map) {
    line("%d breakpoints, %d linear pieces", map.breakpoints(), map.breakpoints() + 1);
    int shown = Math.min(MOST_SHOWN, map.breakpoints());
    line("  slope %s on the left", number(map.slopeApproximation(0)));
    for (int i = 0; i < shown; i++) {
      line(
          "  x = %s, f(x) = %s, then slope %s",
          number(map.breakpointApproximation(i)),
          number(approximation(map.valueText(i))),
          number(map.slopeApproximation(i + 1)));
    }
    if (shown < map.breakpoints()) {
      line("  ... (--json lists all of them, exactly)");
    }
  }

  private void verdict(JsonNode proof) {
    line("verdict: %s", proof.get("verdict").asText());
    line("point of least period three: %s", proof.get("period3").asText());
    if (proof.has("limit")) {
      line("limit reached: %s", proof.get("limit").asText());
    }
    if (proof.path("reason").has("no_period")) {
      line("proof: no point of least period %s", proof.get("reason").get("no_period").asText());
    } else if (proof.has("reason")) {
      line("proof: a finite diagram without branching loops");
    }
    if (proof.path("witness").has("loops")) {
      line(
          "proof: two loops through one interval, %s",
          proof.get("witness").get("loops").toString());
    } else if (proof.has("witness")) {
      oddPeriod(proof.get("witness"));
    }
  }

  private void oddPeriod(JsonNode witness) {
    int m = witness.get("m").asInt();
    String g = m == 0 ? "f" : "f^" + (1L << Math.min(m, 62));
    line(
        "proof: m = %d, n = %s: with g = %s, g^n(x) <= x < g(x) or both reversed, at x = %s",
        m, witness.get("n").asText(), g, fraction(witness.get("x").asText()));
    double[] orbit = orbit(witness.path("orbit"));
    if (orbit.length > 0) {
      line("orbit of x under f:");
      for (int i = 0; i < orbit.length; i++) {
        line("  %3d  %s", i, number(orbit[i]));
      }
    }
  }

  /** The orbit that the proof lists; a smooth map's has no exact points and is computed. */
  private double[] orbit(JsonNode exact) {
    return inspection.map().isEmpty()
        ? inspection.orbit()
        : StreamSupport.stream(exact.spliterator(), false)
            .mapToDouble(point -> approximation(point.asText()))
            .toArray();
  }

  private static String fraction(String exact) {
    String rounded = number(approximation(exact));
    return exact.length() <= LONGEST_FRACTION
        ? exact + " = " + rounded
        : rounded + " (--json prints it exactly)";
  }

  /** A fraction p/q as a double. */
  static double approximation(String fraction) {
    int slash = fraction.indexOf('/');
    if (slash < 0) {
      return new BigDecimal(fraction).doubleValue();
    }
    BigDecimal numerator = new BigDecimal(fraction.substring(0, slash));
    BigDecimal denominator = new BigDecimal(fraction.substring(slash + 1));
    return numerator.divide(denominator, MathContext.DECIMAL64).doubleValue();
  }
}
