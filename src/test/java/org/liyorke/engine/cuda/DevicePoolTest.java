package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import jcuda.driver.CUresult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.liyorke.engine.EngineListener;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;
import org.liyorke.tally.ObservableTally;

/** Who gets which device, and what becomes of one that fails. */
@Timeout(60)
class DevicePoolTest {
  private static final List<NetworkFamily> FAMILIES = List.of(family(2));
  private static final List<NetworkFamily> OTHERS = List.of(family(3));

  private final List<String> retired = Collections.synchronizedList(new ArrayList<>());
  private final List<Scripted> opened = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static NetworkFamily family(int width) {
    return Families.resolve("he", width, 2, 1, null, null, null, 1);
  }

  /** What a session does with a call; the verdicts leave everything unsettled. */
  private interface Script {
    void run(Scripted session) throws Exception;
  }

  private static final class Scripted implements DeviceSession {
    final int device;
    final Script script;
    final AtomicInteger users = new AtomicInteger();
    final List<List<NetworkFamily>> groups = new ArrayList<>();
    CudaException closing;
    int closed;

    Scripted(int device, Script script) {
      this.device = device;
      this.script = script;
    }

    @Override
    public List<DeviceVerdicts> decide(
        List<NetworkFamily> families, long seed, long first, int count, boolean withProofs) {
      assertEquals(1, users.incrementAndGet(), "threads that use a session");
      try {
        groups.add(families);
        script.run(this);
        int[] unsettled = IntStream.range(0, count).toArray();
        return List.of(new DeviceVerdicts(new long[] {device}, List.of(), List.of(), unsettled));
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      } finally {
        users.decrementAndGet();
      }
    }

    @Override
    public List<ObservableTally> observe(ObservedGroup group, long first, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[] jacobians(ObservedGroup group, int family, long first, int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long memory() {
      return 100;
    }

    @Override
    public void close() {
      closed++;
      if (closing != null) {
        throw closing;
      }
    }
  }

  private DevicePool pool(int devices, Script script) {
    return poolOf(
        devices,
        device -> {
          Scripted session = new Scripted(device.ordinal(), script);
          opened.add(session);
          return session;
        });
  }

  private DevicePool poolOf(int devices, Function<CudaDevice, DeviceSession> opener) {
    EngineListener listener =
        new EngineListener() {
          @Override
          public void chosen(String line) {
            fail(line);
          }

          @Override
          public void retired(String line) {
            retired.add(line);
          }
        };
    List<CudaDevice> all =
        IntStream.range(0, devices).mapToObj(i -> new CudaDevice(i, "X" + i, 1, 9, 0, 1)).toList();
    return new DevicePool(all, opener, listener);
  }

  private static CudaException failure(int status) {
    return assertThrows(CudaException.class, () -> CudaException.check("cuCall", status));
  }

  private static CudaException outOfMemory() {
    return failure(CUresult.CUDA_ERROR_OUT_OF_MEMORY);
  }

  private static CudaException launchFailed() {
    return failure(CUresult.CUDA_ERROR_LAUNCH_FAILED);
  }

  /** The device that decided. */
  private static int decide(DevicePool pool, List<NetworkFamily> families) {
    return (int)
        pool.run(families, session -> session.decide(families, 1, 0, 1, false)).get(0).ordered()[0];
  }

  private List<Integer> decideAtOnce(DevicePool pool, int calls) throws Exception {
    Callable<Integer> call = () -> decide(pool, FAMILIES);
    List<Integer> devices = new ArrayList<>();
    for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(calls, call))) {
      devices.add(answer.get());
    }
    return devices;
  }

  @Test
  void threadsSpreadOverTheDevicesAndShareThem() throws Exception {
    CyclicBarrier six = new CyclicBarrier(6);
    try (DevicePool pool = pool(3, session -> six.await())) {
      List<Integer> devices = decideAtOnce(pool, 6);
      for (int device = 0; device < 3; device++) {
        assertEquals(2, Collections.frequency(devices, device), devices.toString());
      }
      assertEquals(200, pool.memory());
    }
    assertEquals(6, opened.size());
    opened.forEach(session -> assertEquals(1, session.closed));
  }

  @Test
  void oneThreadAfterTheOtherUsesASession() throws Exception {
    try (DevicePool pool = pool(1, session -> Thread.sleep(1))) {
      assertEquals(Collections.nCopies(60, 0), decideAtOnce(pool, 60));
    }
    assertTrue(opened.size() <= DevicePool.SESSIONS);
    assertEquals(60, opened.stream().mapToInt(session -> session.groups.size()).sum());
  }

  @Test
  void aSessionKeepsItsFamiliesWhereThereIsAChoice() throws Exception {
    CyclicBarrier two = new CyclicBarrier(2);
    boolean[] together = {true};
    Script script =
        session -> {
          if (together[0]) {
            two.await();
          }
        };
    try (DevicePool pool = pool(1, script)) {
      Future<Integer> other = threads.submit(() -> decide(pool, OTHERS));
      decide(pool, FAMILIES);
      other.get();
      together[0] = false;
      for (int i = 0; i < 5; i++) {
        decide(pool, OTHERS);
        decide(pool, FAMILIES);
      }
    }
    assertEquals(2, opened.size());
    opened.forEach(session -> assertEquals(1, session.groups.stream().distinct().count()));
  }

  @Test
  void aDeviceThatFailsIsToldOfOnceAndItsWorkDoneElsewhere() throws Exception {
    CyclicBarrier four = new CyclicBarrier(4);
    AtomicInteger calls = new AtomicInteger();
    Script script =
        session -> {
          if (calls.getAndIncrement() < 4) {
            four.await();
          }
          if (session.device == 0) {
            throw launchFailed();
          }
        };
    try (DevicePool pool = pool(2, script)) {
      assertEquals(List.of(1, 1, 1, 1), decideAtOnce(pool, 4));
      assertEquals(1, pool.retired());
      assertEquals(1, decide(pool, OTHERS));
    }
    assertEquals(
        List.of(
            "device 0 (X0) failed: cuCall: CUDA_ERROR_LAUNCH_FAILED; it is used no more, its block is"
                + " decided on another device"),
        retired);
    opened.forEach(session -> assertEquals(1, session.closed));
  }

  @Test
  void aDeviceThatCannotBeOpenedIsRetired() {
    Function<CudaDevice, DeviceSession> opener =
        device -> {
          if (device.ordinal() < 2) {
            throw launchFailed();
          }
          return new Scripted(device.ordinal(), session -> {});
        };
    try (DevicePool pool = poolOf(3, opener)) {
      assertEquals(2, decide(pool, FAMILIES));
      assertEquals(2, pool.retired());
    }
    assertEquals(2, retired.size());
  }

  @Test
  void theLastDeviceEndsTheRunForAllThreads() throws Exception {
    Script script =
        session -> {
          throw launchFailed();
        };
    try (DevicePool pool = pool(2, script)) {
      Callable<UserError> call = () -> assertThrows(UserError.class, () -> decide(pool, FAMILIES));
      for (Future<UserError> answer : threads.invokeAll(Collections.nCopies(9, call))) {
        assertEquals(UserError.ENGINE, answer.get().exitStatus());
        String message = answer.get().getMessage();
        assertTrue(message.startsWith("no CUDA device is left, device "), message);
        assertTrue(message.contains("cuCall: CUDA_ERROR_LAUNCH_FAILED"), message);
      }
      assertEquals(2, pool.retired());
    }
    assertEquals(1, retired.size(), "the last one has a message of its own");
  }

  @Test
  void aPlaceWithoutMemoryIsGivenUpAndTheDeviceGoesOn() {
    AtomicInteger calls = new AtomicInteger();
    Script script =
        session -> {
          if (calls.incrementAndGet() == 2) {
            throw outOfMemory();
          }
        };
    try (DevicePool pool = pool(1, script)) {
      for (int i = 0; i < 4; i++) {
        assertEquals(0, decide(pool, FAMILIES));
      }
      assertEquals(0, pool.retired());
      assertEquals(2, opened.size());
      assertEquals(1, opened.get(0).closed, "its memory goes back at once");
      assertEquals(0, opened.get(1).closed);
    }
    assertEquals(List.of(), retired);
  }

  @Test
  void aDeviceWithoutMemoryForAnyPlaceIsRetired() {
    Function<CudaDevice, DeviceSession> opener =
        device -> {
          throw outOfMemory();
        };
    try (DevicePool pool = poolOf(1, opener)) {
      UserError e = assertThrows(UserError.class, () -> decide(pool, FAMILIES));
      assertTrue(e.getMessage().contains("CUDA_ERROR_OUT_OF_MEMORY"), e.getMessage());
    }
  }

  /** Memory that cannot be given back is more than a lack of memory. */
  @Test
  void aPlaceThatCannotBeClosedRetiresItsDevice() {
    Script script =
        session -> {
          session.closing = launchFailed();
          throw outOfMemory();
        };
    try (DevicePool pool = pool(1, script)) {
      assertThrows(UserError.class, () -> decide(pool, FAMILIES));
      assertEquals(1, opened.size());
    }
  }

  @Test
  void otherFailuresLeaveTheDeviceFree() {
    AtomicInteger calls = new AtomicInteger();
    Script script =
        session -> {
          if (calls.incrementAndGet() <= 5) {
            throw new IllegalStateException("no failure of CUDA");
          }
        };
    try (DevicePool pool = pool(1, script)) {
      for (int i = 0; i < 5; i++) {
        assertThrows(IllegalStateException.class, () -> decide(pool, FAMILIES));
      }
      assertEquals(0, decide(pool, FAMILIES));
    }
  }

  @Test
  void aDeviceThatFailsAtTheEndIsAnErrorAndTheOthersAreClosed() throws Exception {
    CyclicBarrier three = new CyclicBarrier(3);
    DevicePool pool = pool(3, session -> three.await());
    assertEquals(3, decideAtOnce(pool, 3).stream().distinct().count());
    opened.get(0).closing = launchFailed();
    UserError e = assertThrows(UserError.class, pool::close);
    assertEquals(UserError.ENGINE, e.exitStatus());
    assertTrue(e.getMessage().contains("failed at the end: cuCall"), e.getMessage());
    pool.close();
    opened.forEach(session -> assertEquals(1, session.closed));
  }

  @Test
  void whatARetiredDeviceReportsAtTheEndIsNoNews() throws Exception {
    CyclicBarrier three = new CyclicBarrier(3);
    boolean[] fails = {false};
    Script script =
        session -> {
          if (!fails[0]) {
            three.await();
          } else if (session.device == 0) {
            throw launchFailed();
          }
        };
    DevicePool pool = pool(2, script);
    assertEquals(2, Collections.frequency(decideAtOnce(pool, 3), 0));
    fails[0] = true;
    opened.stream()
        .filter(session -> session.device == 0)
        .forEach(session -> session.closing = launchFailed());
    assertEquals(1, decide(pool, FAMILIES));
    pool.close();
    assertEquals(1, pool.retired());
    opened.forEach(session -> assertEquals(1, session.closed));
  }
}
