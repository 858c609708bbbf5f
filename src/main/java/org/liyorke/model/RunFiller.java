package org.liyorke.model;

/** Writes the parameters that take words into networks; the others stay as they are. */
interface RunFiller {
  /** Fills in the networks [firstIndex, firstIndex + count), which lie back to back in out. */
  void fill(long firstIndex, int count, float[] out);
}
