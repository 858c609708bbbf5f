package org.liyorke.dynamics;

/** Whether a map of the line is chaotic in the sense of Li and Yorke. */
public enum Verdict {
  CHAOTIC,
  ORDERED,
  UNDECIDED
}
