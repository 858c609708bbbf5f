package org.liyorke.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Progress as one line about every ten seconds, for logs. */
final class LineProgress implements Progress {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final PrintStream err;
  private final long total;
  private final LongSupplier clock;
  private final long start;
  private long printed;
  private long done;

  /**
   * Progress from now on.
   *
   * @param total networks to decide
   * @param clock nanoseconds
   */
  LineProgress(PrintStream err, long total, LongSupplier clock) {
    this.err = err;
    this.total = total;
    this.clock = clock;
    start = clock.getAsLong();
    printed = start;
  }

  @Override
  public synchronized void advanced(long networks, double share) {
    done += networks;
    long now = clock.getAsLong();
    if (now - printed >= INTERVAL_NANOS) {
      printed = now;
      double seconds = (now - start) * 1e-9;
      err.println(line(seconds, share));
    }
  }

  private String line(double seconds, double share) {
    return String.format(
        Locale.ROOT,
        "liyorke: %,d of %,d networks, %,.0f networks/s, %s left",
        done,
        total,
        done / seconds,
        duration(seconds * (1 - share) / share));
  }

  /** Whole seconds as "59 s", "12 min 5 s", "3 h 20 min" or "11 days 6 h". */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3_600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    if (whole < 86_400) {
      return whole / 3_600 + " h " + whole % 3_600 / 60 + " min";
    }
    return whole / 86_400 + " days " + whole % 86_400 / 3_600 + " h";
  }
}
