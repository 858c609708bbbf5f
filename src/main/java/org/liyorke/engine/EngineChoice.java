package org.liyorke.engine;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cpu.DeciderFactory;
import org.liyorke.engine.cuda.CudaEngine;
import org.liyorke.engine.cuda.CudaPlatform;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/**
 * Chooses an engine on a given machine; see {@link Engines}.
 *
 * @param driver where the driver's library is
 * @param platform loads the libraries of JCuda and tells what was found
 */
record EngineChoice(CudaLibraries.Finding driver, Supplier<CudaPlatform> platform) {
  private static final DeciderFactory DECIDERS = family -> NetworkDecider.forFamily(family)::decide;

  Engine choose(EngineOptions options, List<NetworkFamily> families, EngineListener listener) {
    return options.devices().isEmpty()
        ? chooseOfAll(options, families, listener)
        : new EngineChoice(driver, () -> platform.get().only(options.devices()))
            .chooseOfAll(options, families, listener);
  }

  private Engine chooseOfAll(
      EngineOptions options, List<NetworkFamily> families, EngineListener listener) {
    return switch (options.name()) {
      case CpuEngine.NAME -> cpu(options);
      case CudaEngine.NAME -> {
        requireCuda(families);
        yield cuda(options, listener);
      }
      default -> auto(options, families, listener);
    };
  }

  private static Engine cpu(EngineOptions options) {
    return new CpuEngine(options.threads(), DECIDERS);
  }

  private Engine cuda(EngineOptions options, EngineListener listener) {
    return new CudaEngine(platform.get(), options, DECIDERS, listener);
  }

  private Engine auto(
      EngineOptions options, List<NetworkFamily> families, EngineListener listener) {
    String reason = reasonAgainstGpu(families);
    if (reason != null) {
      listener.chosen("engine cpu: " + reason);
      return cpu(options);
    }
    listener.chosen("engine cuda: " + CudaEngine.deviceNames(platform.get().usableDevices()));
    return cuda(options, listener);
  }

  private String reasonAgainstGpu(List<NetworkFamily> families) {
    // Nothing of JCuda is loaded where there is no driver, so that a run starts as quickly as ever.
    String problem = driver.path() == null ? notFound() : cudaProblem();
    if (problem != null) {
      return "no GPU, " + problem + " (liyorke devices tells more)";
    }
    return platform.get().isSoftware()
        ? "no GPU, " + driver.path() + " is the software device, which is for tests"
        : limitOf(families);
  }

  private void requireCuda(List<NetworkFamily> families) {
    String problem = cudaProblem();
    String reason = problem == null ? limitOf(families) : problem + whereabouts();
    if (reason != null) {
      throw UserError.engine("--engine cuda: " + reason);
    }
  }

  /** Why no CUDA device takes these families, with the option and its limit; null if one does. */
  static String limitOf(List<NetworkFamily> families) {
    return families.stream()
        .map(CudaEngine::limitOf)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Why no CUDA device can be used, in a few words; null if one can. */
  String cudaProblem() {
    CudaPlatform found = platform.get();
    // A driver that tells its version was found, by the system's loader if not by this program.
    boolean missing = driver.path() == null && found.driverVersion() == null;
    return missing ? notFound() : found.problem();
  }

  private String notFound() {
    return driver.name() + " was not found";
  }

  private String whereabouts() {
    return driver.path() == null
        ? "; %s; looked in %s".formatted(driver.advice(), String.join(", ", driver.folders()))
        : "; found " + driver.path();
  }
}
