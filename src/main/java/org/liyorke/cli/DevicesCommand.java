package org.liyorke.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.liyorke.engine.BlasKind;
import org.liyorke.engine.CudaLibraries;
import org.liyorke.engine.Engines;
import org.liyorke.engine.cpu.HostBlas;
import org.liyorke.engine.cpu.Processor;
import org.liyorke.engine.cuda.CudaDevice;
import org.liyorke.engine.cuda.CudaPlatform;

/** {@code devices}: what can run here, and if not, why. */
final class DevicesCommand implements Command {
  private static final long MEBIBYTE = 1L << 20;

  private static final String FOR_TESTS =
      "a software device, for tests; --engine cuda uses it, auto does not";

  @Override
  public String name() {
    return "devices";
  }

  @Override
  public String summary() {
    return "what can run here, and if not, why";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(Settings.JSON, Settings.HELP);
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    List<CudaLibraries.Finding> libraries = CudaLibraries.find();
    CudaPlatform platform = CudaPlatform.find();
    streams
        .out()
        .print(
            arguments.get(Settings.JSON)
                ? json(libraries, platform) + "\n"
                : text(libraries, platform));
    return 0;
  }

  private static String text(List<CudaLibraries.Finding> libraries, CudaPlatform platform) {
    Runtime runtime = Runtime.getRuntime();
    StringBuilder text = new StringBuilder();
    text.append("cpu   available\n");
    line(
        text,
        "processor",
        "%s, %d cores, %s"
            .formatted(Processor.model(), runtime.availableProcessors(), Processor.architecture()));
    line(text, "java", java());
    line(text, "heap", "at most " + runtime.maxMemory() / MEBIBYTE + " MiB");
    line(text, "blas", blas());
    text.append("cuda  ").append(availability(platform)).append('\n');
    for (CudaLibraries.Finding library : libraries) {
      line(text, library.name(), whereabouts(library));
    }
    line(text, "driver", state(platform.driverProblem(), "for CUDA " + platform.driverVersion()));
    line(text, "cuRAND", state(platform.randomProblem(), platform.randomVersion()));
    line(text, "cuBLAS", state(CudaPlatform.blasProblem(), "usable"));
    for (CudaDevice device : platform.devices()) {
      line(text, "device " + device.ordinal(), describe(device));
    }
    return text.toString();
  }

  /** What multiplies matrices with {@code --blas auto}. */
  private static String blas() {
    HostBlas blas = HostBlas.of(BlasKind.AUTO);
    String reason = HostBlas.reasonForJava();
    return blas.kind().key() + ": " + (reason == null ? blas.library() : reason);
  }

  private static String availability(CudaPlatform platform) {
    String problem = Engines.cudaProblem();
    if (problem != null) {
      return "not available: " + problem;
    }
    return platform.isSoftware() ? "available: " + FOR_TESTS : "available";
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("      %-16s %s\n", name, value));
  }

  private static String whereabouts(CudaLibraries.Finding library) {
    return library.path() == null
        ? "not found in %s; %s".formatted(String.join(", ", library.folders()), library.advice())
        : "found: " + library.path();
  }

  private static String state(String problem, String otherwise) {
    return problem == null ? otherwise : "not usable: " + problem;
  }

  private static String describe(CudaDevice device) {
    String note = CudaPlatform.isUsable(device) ? "" : "; too old for the kernels";
    return "%s, %d MiB, compute capability %s, %d multiprocessors%s"
        .formatted(
            device.name(),
            device.memory() / MEBIBYTE,
            device.computeCapability(),
            device.multiprocessors(),
            device.isSoftware() ? "; for tests, no GPU" : note);
  }

  private static String json(List<CudaLibraries.Finding> libraries, CudaPlatform platform) {
    Runtime runtime = Runtime.getRuntime();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode cpu = object.putObject("cpu").put("available", true);
    cpu.put("processor", Processor.model()).put("cores", runtime.availableProcessors());
    cpu.put("architecture", Processor.architecture()).put("java", java());
    cpu.put("heap_mib", runtime.maxMemory() / MEBIBYTE);
    HostBlas blas = HostBlas.of(BlasKind.AUTO);
    cpu.put("blas", blas.kind().key()).put("blas_library", blas.library());
    cpu.put("blas_problem", HostBlas.reasonForJava());
    String problem = Engines.cudaProblem();
    ObjectNode cuda = object.putObject("cuda").put("available", problem == null);
    cuda.put("reason", problem == null && platform.isSoftware() ? FOR_TESTS : problem);
    ObjectNode found = cuda.putObject("libraries");
    for (CudaLibraries.Finding library : libraries) {
      found.put(library.name(), library.path() == null ? null : library.path().toString());
    }
    cuda.put("driver", platform.driverVersion()).put("driver_problem", platform.driverProblem());
    cuda.put("curand", platform.randomVersion()).put("curand_problem", platform.randomProblem());
    cuda.put("cublas_problem", CudaPlatform.blasProblem());
    ArrayNode devices = cuda.putArray("devices");
    for (CudaDevice device : platform.devices()) {
      ObjectNode entry = devices.addObject().put("ordinal", device.ordinal());
      entry.put("name", device.name()).put("memory_mib", device.memory() / MEBIBYTE);
      entry.put("compute_capability", device.computeCapability());
      entry.put("multiprocessors", device.multiprocessors()).put("software", device.isSoftware());
    }
    return object.toString();
  }

  private static String java() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")";
  }
}
