package org.liyorke.proof;

/**
 * The outcome of checking one proof.
 *
 * @param ok whether everything claimed has been proven
 * @param reason one line: what was proven, or what is wrong
 */
public record CheckResult(boolean ok, String reason) {
  static CheckResult passed(String reason) {
    return new CheckResult(true, reason);
  }

  static CheckResult failed(String reason) {
    return new CheckResult(false, reason);
  }
}
