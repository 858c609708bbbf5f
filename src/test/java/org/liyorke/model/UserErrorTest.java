package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UserErrorTest {
  @Test
  void everyKindCarriesItsExitStatus() {
    assertEquals(2, new UserError("x").exitStatus());
    assertEquals(3, UserError.input("x").exitStatus());
    assertEquals(4, UserError.engine("x").exitStatus());
    assertEquals(5, UserError.output("x").exitStatus());
  }

  @Test
  void namesOptionValueAndLimit() {
    UserError error = UserError.value("--gain", Double.NaN, "above 0 and finite");
    assertEquals("--gain NaN: must be above 0 and finite", error.getMessage());
  }

  @Test
  void aPlaceGoesInFrontAndMayChangeTheStatus() {
    UserError error = new UserError("column 3: x").in("a.toml", UserError.INPUT);
    assertEquals("a.toml: column 3: x", error.getMessage());
    assertEquals(3, error.exitStatus());
  }

  @Test
  void staysOneShortLineWhateverTheValue() {
    assertEquals(
        "--init a\\u000ab\\u001b[2J\\u2028",
        new UserError("--init a\nb\u001b[2J\u2028").getMessage());
    String message = new UserError("x".repeat(1_000_000)).getMessage();
    assertTrue(message.length() < 700 && message.endsWith(" ..."), message);
  }
}
