package org.liyorke.model;

import com.fasterxml.jackson.core.io.NumberOutput;
import org.liyorke.random.ConstantLaw;
import org.liyorke.random.Law;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.TruncatedNormalLaw;
import org.liyorke.random.UniformLaw;

/** Writes a law with its numbers in the grammar that {@link LawParser} reads. */
final class LawNotation {
  private LawNotation() {}

  /** The text, the same on every Java version. */
  static String of(Law law) {
    if (law instanceof NormalLaw normal) {
      return call("N", normal.mean(), normal.variance());
    }
    if (law instanceof UniformLaw uniform) {
      return call("U", uniform.lo(), uniform.hi());
    }
    if (law instanceof TruncatedNormalLaw truncated) {
      return call("T", truncated.lower(), truncated.upper(), truncated.scale());
    }
    if (law instanceof ConstantLaw constant) {
      return call("constant", constant.value());
    }
    return law.toString();
  }

  private static String call(String name, double... arguments) {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < arguments.length; i++) {
      text.append(i == 0 ? "(" : ", ").append(number(arguments[i]));
    }
    return text.append(")").toString();
  }

  /**
   * The shortest digits that read back; Double.toString gives others on Java 17 than on later ones.
   */
  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : NumberOutput.toString(value, true);
  }
}
