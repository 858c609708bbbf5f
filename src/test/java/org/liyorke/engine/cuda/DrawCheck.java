package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/**
 * A process that draws networks on every device at the same time, each device its part, and
 * compares them with Java's. Prints how many were equal (status 0), which one was not (1), or the
 * failure (2).
 */
final class DrawCheck {
  private static final long SEED = 42;

  private DrawCheck() {}

  /** Arguments: initialisation, width, source of the words, networks, largest batch. */
  public static void main(String[] arguments) throws InterruptedException {
    NetworkFamily family =
        Families.resolve(
            arguments[0], Integer.parseInt(arguments[1]), null, 1, null, null, null, 1);
    WordSource source = WordSource.valueOf(arguments[2]);
    int networks = Integer.parseInt(arguments[3]);
    int largestBatch = Integer.parseInt(arguments[4]);
    List<CudaDevice> devices = CudaPlatform.find().devices();
    ExecutorService threads = Executors.newFixedThreadPool(devices.size());
    List<Callable<String>> parts = new ArrayList<>();
    for (CudaDevice device : devices) {
      long first = (long) device.ordinal() * networks / devices.size();
      long end = (device.ordinal() + 1L) * networks / devices.size();
      parts.add(() -> draw(device, family, source, first, (int) (end - first), largestBatch));
    }
    List<Future<String>> answers = threads.invokeAll(parts);
    threads.shutdown();
    int status = 0;
    for (Future<String> answer : answers) {
      status = Math.max(status, print(answer));
    }
    System.exit(status);
  }

  private static int print(Future<String> answer) throws InterruptedException {
    try {
      System.out.println(answer.get());
      return answer.get().startsWith("equal") ? 0 : 1;
    } catch (ExecutionException e) {
      e.getCause().printStackTrace(System.out);
      return 2;
    }
  }

  private static String draw(
      CudaDevice device,
      NetworkFamily family,
      WordSource source,
      long first,
      int count,
      int largestBatch) {
    int parameters = family.parameters();
    float[] numbers = new float[count * parameters];
    int batch;
    try (DeviceContext context = new DeviceContext(device);
        DeviceDraws draws =
            new DeviceDraws(context, family, SEED, source, Long.MAX_VALUE, largestBatch)) {
      batch = draws.batch();
      draws.draw(
          first,
          count,
          (from, networks, buffer) ->
              buffer.read(numbers, (int) (from - first) * parameters, networks * parameters));
    }
    float[] expected = new float[count * parameters];
    new NetworkSampler(family, SEED).draw(first, count, expected);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(numbers[i])) {
        return "device %d: number %d of network %d is %s and not %s"
            .formatted(
                device.ordinal(), i % parameters, first + i / parameters, numbers[i], expected[i]);
      }
    }
    return "equal %d, batch %d".formatted(count, batch);
  }
}
