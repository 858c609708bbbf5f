package org.liyorke.dynamics;

/**
 * Thrown by the double precision stages when an error bound does not separate two numbers whose
 * order matters: the question then goes to exact arithmetic. A control transfer, so it carries no
 * stack trace.
 */
final class Unseparated extends RuntimeException {
  static final Unseparated INSTANCE = new Unseparated();
  private static final long serialVersionUID = 1L;

  private Unseparated() {
    super(null, null, false, false);
  }
}
