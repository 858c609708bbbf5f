package org.liyorke.engine.cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine's processor is called. */
public final class Processor {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** The model name where the system tells it (Linux on x86), else the architecture. */
  public static String model() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(Processor::architecture);
    } catch (IOException e) {
      return architecture();
    }
  }

  /** The instruction set architecture that Java was built for. */
  public static String architecture() {
    return System.getProperty("os.arch");
  }
}
