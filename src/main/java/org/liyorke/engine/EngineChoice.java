package org.liyorke.engine;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cpu.DeciderFactory;
import org.liyorke.engine.cpu.HostBlas;
import org.liyorke.engine.cuda.CudaEngine;
import org.liyorke.engine.cuda.CudaPlatform;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/**
 * Chooses an engine on a given machine; see {@link Engines}.
 *
 * @param driver where the driver's library is
 * @param platform loads the libraries of JCuda and tells what was found
 * @param blasProblem loads cuBLAS and tells why it cannot be used, null if it can
 */
record EngineChoice(
    CudaLibraries.Finding driver, Supplier<CudaPlatform> platform, Supplier<String> blasProblem) {
  private static final DeciderFactory DECIDERS = family -> NetworkDecider.forFamily(family)::decide;

  Engine choose(
      EngineOptions options,
      List<NetworkFamily> families,
      Observation observation,
      EngineListener listener) {
    return options.devices().isEmpty()
        ? chooseOfAll(options, families, observation, listener)
        : new EngineChoice(driver, () -> platform.get().only(options.devices()), blasProblem)
            .chooseOfAll(options, families, observation, listener);
  }

  private Engine chooseOfAll(
      EngineOptions options,
      List<NetworkFamily> families,
      Observation observation,
      EngineListener listener) {
    return switch (options.name()) {
      case CpuEngine.NAME -> {
        requireNoPrecision(options, "--engine cpu");
        yield cpu(options, observation, listener);
      }
      case CudaEngine.NAME -> {
        requireCuda(families, observation);
        yield cuda(options, observation, listener);
      }
      default -> auto(options, families, observation, listener);
    };
  }

  private static Engine cpu(
      EngineOptions options, Observation observation, EngineListener listener) {
    return new CpuEngine(options.threads(), DECIDERS, blas(options, observation, listener));
  }

  /**
   * What multiplies matrices on the processor; null, and nothing is loaded, if nothing is observed.
   */
  private static HostBlas blas(
      EngineOptions options, Observation observation, EngineListener listener) {
    if (observation.isEmpty()) {
      return null;
    }
    HostBlas blas = HostBlas.of(options.blas());
    if (options.blas() == BlasKind.AUTO && blas.kind() == BlasKind.JAVA) {
      listener.chosen("blas java: " + HostBlas.reasonForJava());
    }
    return blas;
  }

  private static void requireNoPrecision(EngineOptions options, String chosen) {
    if (options.precision() != null) {
      throw new UserError(
          "--precision %s: must not be given with %s, which has its own arithmetic"
              .formatted(options.precision().key(), chosen));
    }
  }

  private Engine cuda(EngineOptions options, Observation observation, EngineListener listener) {
    return new CudaEngine(
        platform.get(), options, blas(options, observation, listener), DECIDERS, listener);
  }

  private Engine auto(
      EngineOptions options,
      List<NetworkFamily> families,
      Observation observation,
      EngineListener listener) {
    String reason = reasonAgainstGpu(families, observation);
    if (reason != null) {
      requireNoPrecision(options, "engine cpu (" + reason + ")");
      listener.chosen("engine cpu: " + reason);
      return cpu(options, observation, listener);
    }
    listener.chosen("engine cuda: " + CudaEngine.deviceNames(platform.get().usableDevices()));
    return cuda(options, observation, listener);
  }

  private String reasonAgainstGpu(List<NetworkFamily> families, Observation observation) {
    // Nothing of JCuda is loaded where there is no driver, so that a run starts as quickly as ever.
    String problem = driver.path() == null ? notFound() : cudaProblem();
    if (problem != null) {
      return "no GPU, " + problem + " (liyorke devices tells more)";
    }
    if (platform.get().isSoftware()) {
      return "no GPU, " + driver.path() + " is the software device, which is for tests";
    }
    String limit = limitOf(families, observation);
    return limit == null ? observingProblem(observation) : limit;
  }

  private void requireCuda(List<NetworkFamily> families, Observation observation) {
    String problem = cudaProblem();
    String reason = problem == null ? null : problem + whereabouts();
    if (reason == null && observation.isEmpty()) {
      // With observables the threads decide what the kernels do not, while devices observe.
      reason = limitOf(families, observation);
    }
    if (reason == null) {
      reason = observingProblem(observation);
    }
    if (reason != null) {
      throw UserError.engine("--engine cuda: " + reason);
    }
  }

  /** Why devices do not decide a family; those of vector states are observed alone. */
  static String limitOf(List<NetworkFamily> families, Observation observation) {
    return families.stream()
        .filter(family -> observation.isEmpty() || family.state() == 1)
        .map(CudaEngine::limitOf)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private String observingProblem(Observation observation) {
    if (observation.isEmpty()) {
      return null;
    }
    if (platform.get().randomProblem() != null) {
      return "--observe wants cuRAND: " + platform.get().randomProblem();
    }
    String problem = blasProblem.get();
    return problem == null ? null : "--observe wants cuBLAS: " + problem;
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
