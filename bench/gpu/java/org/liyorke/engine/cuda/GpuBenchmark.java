package org.liyorke.engine.cuda;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;

/**
 * The parts of {@code bench/gpu/run} that use the device from Java; prints one JSON object.
 *
 * <p>Arguments: {@code device}; {@code words} or {@code numbers}, which compare with Java and end
 * with status 1 after a difference; {@code draws WIDTH...} or {@code decisions WIDTH...}, which
 * take times; {@code once WIDTH NETWORKS}, which decides one batch for a profiler. On the software
 * device all do less, and no times are printed.
 */
public final class GpuBenchmark {
  static final long SEED = 42;

  private final DeviceContext context;
  private final boolean gpu;

  private GpuBenchmark(DeviceContext context) {
    this.context = context;
    gpu = !context.properties().isSoftware();
  }

  /** Runs one part. */
  public static void main(String[] arguments) throws IOException {
    CudaPlatform platform = CudaPlatform.find();
    if (platform.problem() != null) {
      System.err.println("gpu-benchmark: " + platform.problem());
      System.exit(4);
    }
    Map<String, Object> report;
    try (DeviceContext context = new DeviceContext(platform.usableDevices().get(0))) {
      report = new GpuBenchmark(context).run(List.of(arguments), platform);
    }
    System.out.println(new ObjectMapper().writeValueAsString(report));
    System.exit(Long.valueOf(0).equals(report.getOrDefault("differences", 0L)) ? 0 : 1);
  }

  private Map<String, Object> run(List<String> arguments, CudaPlatform platform) {
    int[] rest = arguments.stream().skip(1).mapToInt(Integer::parseInt).toArray();
    return switch (arguments.get(0)) {
      case "device" -> device(platform);
      case "words" -> new WordComparison(context, gpu ? 600_000 : 3_001).report();
      case "numbers" -> new NumberComparison(context, gpu ? 1 << 22 : 1 << 12).report();
      case "draws" -> {
        DrawTimes times = new DrawTimes(context, gpu ? 1 << 28 : 1 << 14, gpu);
        yield each(rest, times::report);
      }
      case "decisions" -> {
        DecisionTimes times = new DecisionTimes(context, gpu ? 1 << 24 : 1 << 6, gpu);
        yield each(rest, times::report);
      }
      case "once" -> once(rest[0], rest[1]);
      default -> throw new IllegalArgumentException(arguments.toString());
    };
  }

  private static Map<String, Object> each(int[] widths, IntFunction<Map<String, Object>> report) {
    return Map.of("widths", Arrays.stream(widths).mapToObj(report).toList());
  }

  private static Map<String, Object> device(CudaPlatform platform) {
    CudaDevice device = platform.usableDevices().get(0);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("name", device.name());
    report.put("software", device.isSoftware());
    report.put("compute_capability", device.computeCapability());
    report.put("multiprocessors", device.multiprocessors());
    report.put("memory", device.memory());
    report.put("driver", platform.driverVersion());
    report.put("curand", platform.randomVersion());
    report.put("curand_problem", platform.randomProblem());
    report.put("java", System.getProperty("java.version"));
    report.put("processors", Runtime.getRuntime().availableProcessors());
    return report;
  }

  private Map<String, Object> once(int width, int networks) {
    NetworkFamily family = family("he", width);
    try (DeviceDecisions decisions =
        new DeviceDecisions(
            context, family, SEED, WordSource.REGISTERS, Long.MAX_VALUE, networks)) {
      DeviceVerdicts verdicts = decisions.decide(0, networks, false);
      return Map.of("networks", networks, "settled", networks - verdicts.unsettled().length);
    }
  }

  static NetworkFamily family(String law, int width) {
    return Families.resolve(law, width, 2, 1, null, null, null, 1);
  }

  static String name(WordSource source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
