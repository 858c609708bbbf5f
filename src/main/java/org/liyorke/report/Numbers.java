package org.liyorke.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text, the same in every locale. */
final class Numbers {
  private static final double LEAST_PLAIN = 1e-4;
  private static final double MOST_PLAIN = 1e9;

  private Numbers() {}

  /** The shortest text that reads back as the number, without ".0": 1, 0.5, 1.0E-5. */
  static String plain(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Rounded to so many significant digits, without trailing zeros: 0.31, 3e-12. */
  static String significant(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return plain(value);
    }
    MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
    BigDecimal rounded = new BigDecimal(value).round(context).stripTrailingZeros();
    double size = Math.abs(rounded.doubleValue());
    if (size >= LEAST_PLAIN && size < MOST_PLAIN) {
      return rounded.toPlainString();
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** With so many decimals. */
  static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** With a comma between groups of three digits. */
  static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** "p = 0.31", "p = 3e-12", "p &lt; 1e-300". */
  static String pValue(double p) {
    return p < 1e-300 ? "p < 1e-300" : "p = " + significant(p, 2);
  }
}
