package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.netlib.util.intW;

/**
 * The Java implementation of LAPACK of dev.ludovic.netlib, for eigenvalues, whatever multiplies
 * matrices.
 */
final class Lapack {
  /**
   * Of its routines only those may be called that keep nothing in static fields, which dgesvd does,
   * as it comes to dlasq3.
   */
  static final JavaLAPACK LAPACK;

  /** It warns when it does not find a native library; kept from being collected. */
  private static final Logger LOGGER =
      Logger.getLogger("dev.ludovic.netlib.lapack.InstanceBuilder");

  static {
    LOGGER.setLevel(Level.OFF);
    LAPACK = JavaLAPACK.getInstance();
    // Its first call fills static tables of machine constants; here no second thread can see them
    // half filled.
    LAPACK.dlamch("E");
  }

  private Lapack() {}

  /** Throws if a routine did not converge, or was called in the wrong way. */
  static void requireSuccess(String routine, intW info) {
    if (info.val != 0) {
      throw new ArithmeticException(routine + " ended with info " + info.val);
    }
  }
}
