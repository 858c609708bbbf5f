package org.liyorke.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The arithmetic of matrix products on CUDA devices; everything else is float32 in any case. */
public enum Precision {
  /** float32 factors and sums. */
  FP32,

  /** Factors rounded to 11 significant bits, for tensor cores; sums in float32. */
  TF32;

  /** The name on the command line and in JSON. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, in order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Precision::key).toList();
  }
}
