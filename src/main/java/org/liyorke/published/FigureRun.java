package org.liyorke.published;

import java.util.List;
import java.util.function.Function;

/**
 * A figure that can be made.
 *
 * @param id its name on the command line
 * @param make runs what it shows; throws a CancellationException when cancelled before the end
 */
public record FigureRun(String id, Function<RunContext, Figure> make) {
  /** All figures, in the order of the report. */
  public static List<FigureRun> all() {
    return List.of(
        new FigureRun("crossings", CrossingsFigure::make),
        new FigureRun("distance", DistanceFigure::make),
        new FigureRun("persistence", PersistenceFigure::make),
        new FigureRun("width", WidthFigure::make),
        new FigureRun("gain", GainFigure::make),
        new FigureRun("growth", GrowthFigure::make),
        new FigureRun("jacobian", JacobianFigure::make),
        new FigureRun("bifurcation", BifurcationFigure::make));
  }
}
