package org.liyorke.dynamics.orbits;

import java.io.Serializable;
import org.liyorke.model.UserError;

/**
 * The orbits that are followed.
 *
 * @param starts orbits of every network, 1 to 4,096
 * @param transientSteps steps before anything is measured, 0 to 10^6
 * @param steps steps that are measured, 1 to 10^6
 * @param escapeRadius an orbit with a component beyond it has escaped; above 0, at most the largest
 *     float
 */
public record OrbitSettings(int starts, int transientSteps, int steps, double escapeRadius)
    implements Serializable {
  /** Most orbits of one network. */
  public static final int MOST_STARTS = 4_096;

  /** Most steps of either kind. */
  public static final int MOST_STEPS = 1_000_000;

  /** What is used unless asked otherwise. */
  public static final OrbitSettings DEFAULT = new OrbitSettings(8, 128, 256, 1e6);

  /** Checks the ranges; a mistake is a {@link UserError} that names the option. */
  public OrbitSettings {
    if (!(starts >= 1 && starts <= MOST_STARTS)) {
      throw UserError.value("--starts", starts, "from 1 to " + MOST_STARTS);
    }
    if (!(transientSteps >= 0 && transientSteps <= MOST_STEPS)) {
      throw UserError.value("--transient", transientSteps, "from 0 to " + MOST_STEPS);
    }
    if (!(steps >= 1 && steps <= MOST_STEPS)) {
      throw UserError.value("--steps", steps, "from 1 to " + MOST_STEPS);
    }
    if (!(escapeRadius > 0 && escapeRadius <= Float.MAX_VALUE)) {
      throw UserError.value("--escape-radius", escapeRadius, "above 0, at most " + Float.MAX_VALUE);
    }
  }

  /** All steps of an orbit. */
  public int length() {
    return transientSteps + steps;
  }
}
