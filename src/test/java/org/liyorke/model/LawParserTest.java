package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.random.ConstantLaw;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.TruncatedNormalLaw;
import org.liyorke.random.UniformLaw;

class LawParserTest {
  /** k = 8, fan_in = 3, fan_out = 5. */
  private static final LawScope SCOPE = new LawScope(8, 3, 5);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2/k; 0.25",
        "2/fan_in; 0.6666666666666666",
        "fan_in+fan_out; 8",
        "1.5e-3; 0.0015",
        ".5; 0.5",
        "2.; 2",
        "1 - 2 - 3; -4",
        "8/4/2; 1",
        "2*3^2; 18",
        "-2^2; -4",
        "2^-1; 0.5",
        "2^3^2; 512",
        "(1+2)*3; 9",
        "--2; 2",
        "+3; 3",
        "2*-3; -6",
        "sqrt(k*2); 4",
        "exp(0); 1",
        "log(exp(1)); 1",
        "sqrt ( 4 ) ; 2",
        "k; 8",
        "pi; 3.141592653589793",
        "1E2; 100"
      })
  void evaluatesExpressions(String text, double expected) {
    assertEquals(new ConstantLaw(expected), LawParser.parse("constant(" + text + ")", SCOPE));
  }

  @Test
  void logIsNatural() {
    double expected = 1 / (4 * 8 * StrictMath.log(8));
    assertEquals(new NormalLaw(0, expected), LawParser.parse("N(0, 1/(4*k*log(k)))", SCOPE));
  }

  @Test
  void readsEveryLaw() {
    assertEquals(new NormalLaw(-1, 4), LawParser.parse(" N ( -1 , 4 ) ", SCOPE));
    assertEquals(new UniformLaw(-0.5, 2), LawParser.parse("U(-0.5,2)", SCOPE));
    assertEquals(new TruncatedNormalLaw(-1, 2, 1), LawParser.parse("T(-1, 2)", SCOPE));
    assertEquals(
        new TruncatedNormalLaw(-1, 2, 0.5), LawParser.parse("truncated(-1, 2, 4/k)", SCOPE));
    assertEquals(new ConstantLaw(3), LawParser.parse("constant(fan_in)", SCOPE));
  }

  @ParameterizedTest
  @CsvSource({
    "he, 0.6666666666666666",
    "glorot, 0.25",
    "xavier, 0.25",
    "lecun, 0.3333333333333333",
    "normal, 1"
  })
  void namedNormals(String name, double variance) {
    assertEquals(new NormalLaw(0, variance), LawParser.parse(name, SCOPE));
  }

  /** U(-sqrt(3 v), sqrt(3 v)) has the variance v of the normal form. */
  @ParameterizedTest
  @CsvSource({
    "he-uniform, 2",
    "glorot-uniform, 0.75",
    "xavier-uniform, 0.75",
    "lecun-uniform, 1",
    "uniform, 1"
  })
  void namedUniforms(String name, double square) {
    double end = StrictMath.sqrt(square);
    assertEquals(new UniformLaw(-end, end), LawParser.parse(name, SCOPE));
  }

  @Test
  void otherNamedLaws() {
    assertEquals(new TruncatedNormalLaw(-2, 2, 1), LawParser.parse("truncated-normal", SCOPE));
    assertEquals(new ConstantLaw(0), LawParser.parse("zero", SCOPE));
    assertEquals(new ConstantLaw(1), LawParser.parse("constant", SCOPE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "N(0 2); column 5: ',' expected, found '2'",
        "N(0, 2; column 7: ')' expected, found the end",
        "N(0, 2))); column 8: the end expected, found ')'",
        "N(0, 2/x); column 8: unknown name x: must be k, fan_in, fan_out or pi",
        "N(0, ln(k)); column 6: unknown function ln: must be log, sqrt or exp",
        "N(0, ); column 6: a number, a name or '(' expected, found ')'",
        "N(0, 2*); column 8: a number, a name or '(' expected, found ')'",
        "N(0, .); column 6: a number expected, found '.'",
        "N(0, 1e); column 6: a number expected, found '1e'",
        "N; column 2: '(' expected, found the end",
        "'N(0,, 2)'; column 5: a number, a name or '(' expected, found ','",
        "U(1); column 4: ',' expected, found ')'",
        "'N(0, 1-k)'; column 6: variance 1-k = -7.0 (k = 8, fan_in = 3, fan_out = 5): must be at"
            + " least 0",
        "'N(0, 1/(k-8))'; column 6: variance 1/(k-8) = Infinity (k = 8, fan_in = 3, fan_out = 5):"
            + " must be finite",
        "'N(0, log(-1))'; column 6: variance log(-1) = NaN (k = 8, fan_in = 3, fan_out = 5): must"
            + " be finite",
        "'N(1e999, 1)'; column 3: mean 1e999 = Infinity (k = 8, fan_in = 3, fan_out = 5): must be"
            + " finite",
        "'U(1, 1)'; column 6: upper end 1 = 1.0 (k = 8, fan_in = 3, fan_out = 5): must be above the"
            + " lower end 1.0",
        "'T(2, 1)'; column 6: upper end 1 = 1.0 (k = 8, fan_in = 3, fan_out = 5): must be above the"
            + " lower end 2.0",
        "'T(0, 1, -1)'; column 9: standard deviation -1 = -1.0 (k = 8, fan_in = 3, fan_out = 5):"
            + " must be above 0"
      })
  void errorsNameTheColumnOrTheValue(String text, String message) {
    assertEquals(
        message, assertThrows(UserError.class, () -> LawParser.parse(text, SCOPE)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "He",
        "n(0, 1)",
        "gamma(1)",
        "2",
        "(",
        "-",
        "\u0000",
        "N\u00e9(0, 1)",
        "he(2)",
        "unit-he"
      })
  void whatIsNoLawIsRefusedWithTheList(String text) {
    UserError error = assertThrows(UserError.class, () -> LawParser.parse(text, SCOPE));
    assertTrue(error.getMessage().startsWith("column 1: unknown law '"), error.getMessage());
    assertTrue(error.getMessage().endsWith("truncated-normal, constant, zero"), error.getMessage());
  }

  @Test
  void lengthIsLimitedSoThatNestingIs() {
    String deep = "N(0, " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + ")";
    UserError error = assertThrows(UserError.class, () -> LawParser.parse(deep, SCOPE));
    assertEquals("a law of 200007 characters: must be at most 200", error.getMessage());
    String nested = "constant(" + "(".repeat(90) + "1" + ")".repeat(90) + ")";
    assertEquals(new ConstantLaw(1), LawParser.parse(nested, SCOPE));
  }
}
