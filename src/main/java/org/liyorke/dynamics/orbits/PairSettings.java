package org.liyorke.dynamics.orbits;

import java.io.Serializable;
import org.liyorke.model.UserError;

/**
 * What counts as a scrambled pair.
 *
 * @param distance of the two initial states, above 0, at most 10^6
 * @param near a scrambled pair comes nearer than this, above 0
 * @param far and goes farther apart than this, above {@code near}, finite
 */
public record PairSettings(double distance, double near, double far) implements Serializable {
  /** What is used unless asked otherwise. */
  public static final PairSettings DEFAULT = new PairSettings(1e-3, 1e-2, 1e-1);

  private static final double MOST_DISTANCE = 1e6;

  /** Checks the ranges; a mistake is a {@link UserError} that names the option. */
  public PairSettings {
    if (!(distance > 0 && distance <= MOST_DISTANCE)) {
      throw UserError.value("--pair-distance", distance, "above 0, at most " + MOST_DISTANCE);
    }
    if (!(near > 0 && near < Double.POSITIVE_INFINITY)) {
      throw UserError.value("--near", near, "above 0 and finite");
    }
    if (!(far > near && far < Double.POSITIVE_INFINITY)) {
      throw UserError.value("--far", far, "finite and above --near, " + near);
    }
  }
}
