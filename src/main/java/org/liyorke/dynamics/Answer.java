package org.liyorke.dynamics;

/** The answer to a question that a work limit may leave open. */
public enum Answer {
  YES,
  NO,
  UNDECIDED
}
