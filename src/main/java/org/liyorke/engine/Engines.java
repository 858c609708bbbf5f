package org.liyorke.engine;

import java.util.List;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cuda.CudaEngine;
import org.liyorke.engine.cuda.CudaPlatform;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/** The choice of engine on this machine. */
public final class Engines {
  /** Takes the best engine there is. */
  public static final String AUTO = "auto";

  /** The names that can be asked for. */
  public static final List<String> NAMES = List.of(AUTO, CpuEngine.NAME, CudaEngine.NAME);

  private Engines() {}

  /**
   * The engine that was asked for; "auto" is a GPU if all that is asked for can be done there, else
   * the CPU. To be closed by the caller.
   *
   * @param families all that it will have to decide
   * @param observation what it will have to observe
   * @param listener hears what "auto" chose, and of devices that fail
   * @throws org.liyorke.model.UserError with exit status 4 when the engine is not there, or not for
   *     these families
   */
  public static Engine choose(
      EngineOptions options,
      List<NetworkFamily> families,
      Observation observation,
      EngineListener listener) {
    return ofThisMachine().choose(options, families, observation, listener);
  }

  /**
   * Why no CUDA device can be used, in a few words; null if one can. Loads the libraries of JCuda.
   */
  public static String cudaProblem() {
    return ofThisMachine().cudaProblem();
  }

  /**
   * Checks what can be checked on a machine that has not got the engine.
   *
   * @throws UserError with exit status 4 when the engine is not for these families
   */
  public static void requireSupport(
      String name, List<NetworkFamily> families, Observation observation) {
    boolean decides = name.equals(CudaEngine.NAME) && observation.isEmpty();
    String limit = decides ? EngineChoice.limitOf(families, observation) : null;
    if (limit != null) {
      throw UserError.engine("--engine cuda: " + limit);
    }
  }

  private static EngineChoice ofThisMachine() {
    return new EngineChoice(CudaLibraries.driver(), CudaPlatform::find, CudaPlatform::blasProblem);
  }
}
