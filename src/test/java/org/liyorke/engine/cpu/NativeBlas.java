package org.liyorke.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.liyorke.engine.BlasKind;

/** The BLAS of the system, for tests. */
public final class NativeBlas {
  private NativeBlas() {}

  /** Whether there is one; without one a test fails where CI is set, and is skipped elsewhere. */
  public static HostBlas required() {
    String problem = HostBlas.nativeProblem();
    if (System.getenv("CI") != null) {
      assertNull(problem);
    }
    assumeTrue(problem == null, problem);
    return HostBlas.of(BlasKind.NATIVE);
  }
}
