package org.liyorke.engine;

/** Hears what there is to tell about an engine, each time one line. Called by several threads. */
public interface EngineListener {
  /** Which engine was chosen, and why, when the choice was free. */
  void chosen(String line);

  /** A device failed and is used no more; the others go on. */
  void retired(String line);
}
