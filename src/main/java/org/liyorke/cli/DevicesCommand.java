package org.liyorke.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.liyorke.engine.CudaLibraries;
import org.liyorke.engine.cpu.Processor;

/** {@code devices}: what can run here, and if not, why. */
final class DevicesCommand implements Command {
  private static final long MEBIBYTE = 1L << 20;

  private static final String NO_CUDA =
      "this version has no CUDA engine; networks are decided on the CPU";

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
    streams.out().print(arguments.get(Settings.JSON) ? json(libraries) + "\n" : text(libraries));
    return 0;
  }

  private static String text(List<CudaLibraries.Finding> libraries) {
    Runtime runtime = Runtime.getRuntime();
    StringBuilder text = new StringBuilder();
    text.append("cpu   available\n");
    text.append("      processor  ").append(Processor.model()).append(", ");
    text.append(runtime.availableProcessors()).append(" cores, ");
    text.append(Processor.architecture()).append('\n');
    text.append("      java       ").append(java()).append('\n');
    text.append("      heap       at most ")
        .append(runtime.maxMemory() / MEBIBYTE)
        .append(" MiB\n");
    text.append("cuda  not available: ").append(NO_CUDA).append('\n');
    for (CudaLibraries.Finding library : libraries) {
      text.append(String.format("      %-15s ", library.name()));
      text.append(
          library.path() == null
              ? "not found in " + String.join(", ", library.folders())
              : "found: " + library.path());
      text.append('\n');
    }
    return text.toString();
  }

  private static String json(List<CudaLibraries.Finding> libraries) {
    Runtime runtime = Runtime.getRuntime();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode cpu = object.putObject("cpu").put("available", true);
    cpu.put("processor", Processor.model()).put("cores", runtime.availableProcessors());
    cpu.put("architecture", Processor.architecture()).put("java", java());
    cpu.put("heap_mib", runtime.maxMemory() / MEBIBYTE);
    ObjectNode cuda = object.putObject("cuda").put("available", false).put("reason", NO_CUDA);
    ObjectNode found = cuda.putObject("libraries");
    for (CudaLibraries.Finding library : libraries) {
      found.put(library.name(), library.path() == null ? null : library.path().toString());
    }
    return object.toString();
  }

  private static String java() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")";
  }
}
