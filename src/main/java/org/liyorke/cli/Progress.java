package org.liyorke.cli;

/** Shows on standard error how far the work is. */
interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress NONE = (networks, share) -> {};

  /**
   * The kind of progress that fits: a bar on a terminal, a line now and then elsewhere, nothing
   * when quiet.
   *
   * @param networks how many there are to decide, points counted apart
   */
  static Progress of(Streams streams, boolean quiet, long networks) {
    if (quiet) {
      return NONE;
    }
    return streams.terminal()
        ? new BarProgress(streams.err(), networks)
        : new LineProgress(streams.err(), networks, System::nanoTime);
  }

  /**
   * More networks are decided.
   *
   * @param networks how many
   * @param share the share of all work that is done, above 0, at most 1
   */
  void advanced(long networks, double share);

  @Override
  default void close() {}
}
