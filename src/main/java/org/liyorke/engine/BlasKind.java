package org.liyorke.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which BLAS multiplies matrices on the processor. */
public enum BlasKind {
  /** OpenBLAS where it is found, else that of Java. */
  AUTO,

  /** The one in Java, which is everywhere the same. */
  JAVA,

  /** A library of the system. */
  NATIVE;

  /** The name on the command line and in JSON. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, in order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(BlasKind::key).toList();
  }
}
