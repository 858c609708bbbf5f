package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {
  @ParameterizedTest
  @CsvSource({
    "relu, -1e300, 0",
    "relu, 0, 0",
    "relu, 1e-300, 1e-300",
    "relu, 0.1, 0.1",
    "leaky-relu, -100, -1",
    "leaky-relu, 0.3, 0.3",
    "leaky-relu, -1, -0.01",
    "abs, -0.1, 0.1",
    "abs, 0.1, 0.1",
    "abs, -1e100, 1e100",
    "clip, -0.1, 0",
    "clip, 1e-20, 1e-20",
    "clip, 0.7, 0.7",
    "clip, 1, 1",
    "clip, 1.1, 1",
    "hard-tanh, -7, -1",
    "hard-tanh, 1e-20, 1e-20",
    "hard-tanh, -0.3, -0.3",
    "hard-tanh, 9, 1",
    "identity, -1e300, -1e300",
    "identity, 0.1, 0.1",
    "identity, 3, 3"
  })
  void evaluates(String name, double x, double expected) {
    assertEquals(expected, Activation.named(name).apply(x), 0.0);
  }

  @Test
  void evaluatesAGeneralTwoKinkFunctionPieceByPiece() {
    Activation tent = new PiecewiseLinearActivation("tent", 1, 3, 2, -1, 4, 10);
    assertEquals(8, tent.apply(0));
    assertEquals(10, tent.apply(1));
    assertEquals(9, tent.apply(2));
    assertEquals(8, tent.apply(3));
    assertEquals(12, tent.apply(4));
  }

  @Test
  void nanStaysNan() {
    Activation.all().forEach(a -> assertTrue(Double.isNaN(a.apply(Double.NaN)), a.name()));
  }

  @Test
  void everyNameLeadsBack() {
    Activation.all().forEach(a -> assertSame(a, Activation.named(a.name())));
    assertEquals(9, Activation.all().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ReLU", "softplus"})
  void unknownOnesAreRefusedWithTheList(String name) {
    UserError error = assertThrows(UserError.class, () -> Activation.named(name));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "must be one of relu, leaky-relu, abs, clip, hard-tanh, tanh, sigmoid, gelu, identity"),
        error.getMessage());
  }
}
