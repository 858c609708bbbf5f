package org.liyorke.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.Engines;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cuda.CudaEngine;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/**
 * The engine for each part of a reproduction. The tables have families that no device takes (tanh,
 * three layers): with {@code --engine cuda} the CPU decides these, and says so.
 */
final class PartEngines implements EngineListener {
  private final EngineOptions options;
  private final Streams streams;
  private final boolean quiet;
  private final List<String> told = new ArrayList<>();

  PartEngines(EngineOptions options, Streams streams, boolean quiet) {
    this.options = options;
    this.streams = streams;
    this.quiet = quiet;
  }

  /**
   * Refuses to begin with an engine that is not there at all.
   *
   * @throws UserError with exit status 4
   */
  void requireEngine() {
    String problem = options.name().equals(CudaEngine.NAME) ? Engines.cudaProblem() : null;
    if (problem != null) {
      throw UserError.engine("--engine cuda: " + problem);
    }
  }

  /** The engine that decides and observes some families; to be closed by the caller. */
  Engine forFamilies(List<NetworkFamily> families, Observation observation) {
    String limit =
        families.stream()
            .map(CudaEngine::limitOf)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    // With observables the engine lets the threads decide what the kernels do not.
    if (limit == null || !observation.isEmpty() || !options.name().equals(CudaEngine.NAME)) {
      return Engines.choose(options, families, observation, this);
    }
    chosen("engine cpu: " + limit);
    EngineOptions cpu =
        new EngineOptions(CpuEngine.NAME, options.threads(), options.deviceMemory());
    return Engines.choose(cpu, families, observation, this);
  }

  /** What was asked for, as it goes into JSON. */
  Map<String, Object> describe() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", options.name());
    description.put("threads", options.threads());
    return description;
  }

  /** Told once, however many parts it is about. */
  @Override
  public void chosen(String line) {
    if (!quiet && !told.contains(line)) {
      told.add(line);
      streams.err().println("liyorke: " + line);
    }
  }

  @Override
  public void retired(String line) {
    streams.err().println("liyorke: " + line);
  }
}
