package org.liyorke.model;

/**
 * Arithmetic in the arguments of a law, by recursive descent; evaluated as it is read, in double,
 * with the functions of StrictMath, so that every machine gets the same bits.
 *
 * <pre>
 * sum     = product { ("+" | "-") product }
 * product = unary { ("*" | "/") unary }
 * unary   = ("+" | "-") unary | power
 * power   = atom [ "^" unary ]
 * atom    = number | name | function "(" sum ")" | "(" sum ")"
 * </pre>
 *
 * <p>The depth of the recursion is bounded by the length of the text, which {@link LawText} limits.
 */
final class LawExpression {
  private final LawText text;
  private final LawScope scope;

  LawExpression(LawText text, LawScope scope) {
    this.text = text;
    this.scope = scope;
  }

  /** The value of the sum that starts here; may be infinite or NaN. */
  double sum() {
    double value = product();
    while (true) {
      if (text.take('+')) {
        value += product();
      } else if (text.take('-')) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = unary();
    while (true) {
      if (text.take('*')) {
        value *= unary();
      } else if (text.take('/')) {
        value /= unary();
      } else {
        return value;
      }
    }
  }

  private double unary() {
    if (text.take('-')) {
      return -unary();
    }
    return text.take('+') ? unary() : power();
  }

  private double power() {
    double base = atom();
    return text.take('^') ? StrictMath.pow(base, unary()) : base;
  }

  private double atom() {
    if (text.take('(')) {
      double value = sum();
      text.need(')');
      return value;
    }
    char c = text.peek();
    if (c >= '0' && c <= '9' || c == '.') {
      return text.number();
    }
    if (!Character.isLetter(c)) {
      throw text.error("a number, a name or '(' expected");
    }
    return named();
  }

  private double named() {
    int start = text.position();
    String name = text.word("_");
    if (text.take('(')) {
      double argument = sum();
      text.need(')');
      return function(name, argument, start);
    }
    double value = scope.value(name);
    if (Double.isNaN(value)) {
      throw text.errorAt(start, "unknown name " + name + ": must be k, fan_in, fan_out or pi");
    }
    return value;
  }

  private double function(String name, double x, int start) {
    return switch (name) {
      case "log" -> StrictMath.log(x);
      case "exp" -> StrictMath.exp(x);
      case "sqrt" -> StrictMath.sqrt(x);
      default ->
          throw text.errorAt(start, "unknown function " + name + ": must be log, sqrt or exp");
    };
  }
}
