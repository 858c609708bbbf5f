package org.liyorke.cli;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** Progress as a bar with rate and remaining time, for terminals. */
final class BarProgress implements Progress {
  private static final int UPDATE_MILLIS = 500;

  private final ProgressBar bar;
  private volatile double share;

  /**
   * An empty bar.
   *
   * @param total networks to decide
   */
  BarProgress(PrintStream err, long total) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("networks")
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(err))
            .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
            .setEtaFunction(this::remaining)
            .build();
  }

  @Override
  public void advanced(long networks, double shareDone) {
    share = shareDone;
    bar.stepBy(networks);
  }

  @Override
  public void close() {
    bar.close();
  }

  /**
   * From the share of the work: the networks of a wide point take longer than those of a narrow
   * one.
   */
  private Optional<Duration> remaining(ProgressState state) {
    double done = share;
    if (!(done > 0)) {
      return Optional.empty();
    }
    long elapsed = state.getElapsedAfterStart().toMillis();
    return Optional.of(Duration.ofMillis((long) (elapsed * (1 - done) / done)));
  }
}
