package org.liyorke.engine.cpu;

import dev.ludovic.netlib.blas.BLAS;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liyorke.engine.BlasKind;
import org.liyorke.model.UserError;

/**
 * The BLAS that multiplies matrices on the processor, the same one for a whole run. BLAS libraries
 * promise nothing across versions and processors, so results are reported with it.
 *
 * @param kind {@link BlasKind#JAVA} or {@link BlasKind#NATIVE}
 * @param library the file of the native library, or its name; null for Java
 * @param routines may be called by several threads at once
 */
public record HostBlas(BlasKind kind, String library, BLAS routines) {
  /**
   * The one asked for. Loads the native library in any case.
   *
   * @throws UserError with exit status 4 where no native one can be used and nothing else is wanted
   */
  public static HostBlas of(BlasKind wanted) {
    boolean isNative =
        switch (wanted) {
          case JAVA -> false;
          case AUTO -> reasonForJava() == null;
          case NATIVE -> {
            requireNative();
            yield true;
          }
        };
    return isNative
        ? new HostBlas(BlasKind.NATIVE, NetlibBlas.LIBRARY, NetlibBlas.NATIVE)
        : new HostBlas(BlasKind.JAVA, null, NetlibBlas.JAVA);
  }

  private static void requireNative() {
    if (nativeProblem() != null) {
      throw UserError.engine("--blas native: " + nativeProblem());
    }
  }

  /** Why no native one can be used, and what to do; null if one can. */
  public static String nativeProblem() {
    return NetlibBlas.PROBLEM;
  }

  /** Why {@link BlasKind#AUTO} is not the native one; null if it is. */
  public static String reasonForJava() {
    if (nativeProblem() != null || NetlibBlas.PREFERRED) {
      return nativeProblem();
    }
    return "OpenBLAS was not found; --blas native uses " + NetlibBlas.LIBRARY;
  }

  /** Its entries in what an engine says of itself: "blas", and "blas_library" of a native one. */
  public Map<String, Object> describe() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("blas", kind.key());
    if (library != null) {
      description.put("blas_library", library);
    }
    return description;
  }
}
