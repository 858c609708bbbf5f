package org.liyorke.engine;

import java.util.List;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.model.UserError;

/** The choice of engine. */
public final class Engines {
  /** Takes the best engine there is. */
  public static final String AUTO = "auto";

  private static final String CUDA = "cuda";

  /** The names that can be asked for. */
  public static final List<String> NAMES = List.of(AUTO, CpuEngine.NAME, CUDA);

  private Engines() {}

  /**
   * The engine of that name; "auto" is the CPU, the only engine of this version.
   *
   * @param threads at least 1
   * @throws UserError when the engine is not there
   */
  public static Engine choose(String name, int threads) {
    if (name.equals(CUDA)) {
      throw UserError.engine(
          "--engine cuda: this version decides on the CPU only; use --engine cpu or auto (liyorke devices"
              + " tells what was found)");
    }
    return new CpuEngine(threads, family -> NetworkDecider.forFamily(family)::decide);
  }
}
