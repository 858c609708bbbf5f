package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.netlib.util.intW;

/**
 * The Java implementations of BLAS and LAPACK of dev.ludovic.netlib. Native libraries are never
 * used, so results do not depend on what a machine has installed.
 */
final class Blas {
  /** For matrix products. */
  static final JavaBLAS BLAS;

  /**
   * For eigenvalues. Of its routines only those may be called that keep nothing in static fields,
   * which dgesvd does, as it comes to dlasq3.
   */
  static final JavaLAPACK LAPACK;

  /** They warn when they do not find native libraries. */
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder"),
          Logger.getLogger("dev.ludovic.netlib.lapack.InstanceBuilder"));

  static {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    BLAS = JavaBLAS.getInstance();
    LAPACK = JavaLAPACK.getInstance();
    // Its first call fills static tables of machine constants; here no second thread can see them
    // half filled.
    LAPACK.dlamch("E");
  }

  private Blas() {}

  /** Throws if a routine did not converge, or was called in the wrong way. */
  static void requireSuccess(String routine, intW info) {
    if (info.val != 0) {
      throw new ArithmeticException(routine + " ended with info " + info.val);
    }
  }
}
