package org.liyorke.dynamics;

/**
 * Thrown where only numbers beyond a limit of work would tell the order of two points. A control
 * transfer, so it carries no stack trace.
 */
final class Unseparated extends RuntimeException {
  static final Unseparated INSTANCE = new Unseparated();
  private static final long serialVersionUID = 1L;

  private Unseparated() {
    super(null, null, false, false);
  }
}
