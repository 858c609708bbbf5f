package org.liyorke.published;

import java.util.List;

/**
 * A picture as numbers and words, without a word about drawing.
 *
 * @param id its name on the command line, in JSON and of its files
 * @param title short
 * @param description what is to be seen, for readers and for those who cannot see it
 * @param panels one, or a few beside each other
 * @param findings what the numbers say, a sentence each
 * @param commands that give the numbers, without the name of the program
 */
public record Figure(
    String id,
    String title,
    String description,
    List<Panel> panels,
    List<String> findings,
    List<String> commands) {
  /** Copies the lists. */
  public Figure {
    panels = List.copyOf(panels);
    findings = List.copyOf(findings);
    commands = List.copyOf(commands);
  }

  /** How numbers stand along an axis. */
  public enum Scale {
    LINEAR,
    LOG2,
    LOG10
  }

  /**
   * One axis.
   *
   * @param title with the unit
   * @param low where it begins; NaN to let the numbers decide
   * @param high where it ends; NaN likewise
   */
  public record Axis(String title, Scale scale, double low, double high) {
    /** An axis whose numbers decide its ends. */
    public static Axis of(String title, Scale scale) {
      return new Axis(title, scale, Double.NaN, Double.NaN);
    }
  }

  /** How a series is drawn. */
  public enum Mark {
    LINE,
    DASHED_LINE,
    POINTS,
    LINE_AND_POINTS,
    DASHED_LINE_AND_POINTS,
    DOTS
  }

  /**
   * Numbers of one colour.
   *
   * @param color number in the palette; series that belong together share it
   * @param x as many as y
   * @param y NaN leaves a gap
   * @param lower ends of intervals, as many as y; empty if there are none
   * @param upper likewise
   */
  public record Series(
      String name, int color, Mark mark, double[] x, double[] y, double[] lower, double[] upper) {
    /** Numbers without intervals. */
    public static Series of(String name, int color, Mark mark, double[] x, double[] y) {
      return new Series(name, color, mark, x, y, new double[0], new double[0]);
    }

    /** Whether there are intervals. */
    public boolean hasIntervals() {
      return lower.length > 0;
    }
  }

  /**
   * One frame with axes.
   *
   * @param title what it shows
   * @param series at least one
   */
  public record Panel(String title, Axis x, Axis y, List<Series> series) {
    /** Copies the list. */
    public Panel {
      series = List.copyOf(series);
    }
  }
}
