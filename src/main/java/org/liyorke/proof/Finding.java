package org.liyorke.proof;

/** The outcome of an exact search with a work limit. */
public enum Finding {
  YES,
  NO,
  /** The work limit was reached. */
  OPEN
}
