package org.liyorke.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.cuda.CudaDevice;
import org.liyorke.engine.cuda.CudaPlatform;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/** The choice of engine on machines with and without drivers and devices. */
class EngineChoiceTest {
  private static final CudaLibraries.Finding FOUND =
      new CudaLibraries.Finding("libcuda.so.1", Path.of("/lib/libcuda.so.1"), List.of(), "advice");
  private static final CudaLibraries.Finding MISSING =
      new CudaLibraries.Finding("libcuda.so.1", null, List.of("/a", "/b"), "install the driver");
  private static final CudaPlatform GPUS =
      platform(null, "12.6", device(0, "NVIDIA X"), device(1, "NVIDIA X"), device(2, "NVIDIA Y"));
  private static final CudaPlatform SOFTWARE =
      platform(null, "12.6", device(0, "software CUDA device 0"));
  private static final CudaPlatform OLD_DRIVER = platform(null, "10.2", device(0, "NVIDIA X"));
  private static final CudaPlatform OLD_GPU =
      platform(null, "12.6", new CudaDevice(0, "NVIDIA Z", 1L << 30, 7, 2, 10));
  private static final CudaPlatform NO_DEVICE = platform("cuInit: NO_DEVICE", "12.6");
  private static final CudaPlatform UNLOADABLE = platform("cannot open shared object", null);

  private final List<String> told = new ArrayList<>();
  private final EngineListener listener =
      new EngineListener() {
        @Override
        public void chosen(String line) {
          told.add(line);
        }

        @Override
        public void retired(String line) {
          fail(line);
        }
      };

  private static CudaDevice device(int ordinal, String name) {
    return new CudaDevice(ordinal, name, 1L << 30, 7, 5, 10);
  }

  /** None has cuRAND, which deciding does not need. */
  private static CudaPlatform platform(String problem, String version, CudaDevice... devices) {
    return new CudaPlatform(problem, "no libcurand.so.10", version, null, List.of(devices));
  }

  private static NetworkFamily family(int width, Integer depth, String output) {
    Activation activation = Activation.named(output);
    return Families.resolve("he", width, depth, 1, null, activation, null, 1);
  }

  private Engine choose(
      String name,
      CudaLibraries.Finding driver,
      Supplier<CudaPlatform> platform,
      NetworkFamily... families) {
    EngineOptions options =
        new EngineOptions(name, 3, Long.MAX_VALUE, null, BlasKind.JAVA, List.of());
    try (Engine engine =
        new EngineChoice(driver, platform, () -> null)
            .choose(options, List.of(families), Observation.NONE, listener)) {
      assertEquals(3, engine.threads());
      assertEquals(engine.name(), engine.describe().get("name"));
      return engine;
    }
  }

  @Test
  void autoTakesGpusAndNamesThem() {
    Engine engine = choose("auto", FOUND, () -> GPUS, family(4_096, 2, "clip"));
    assertEquals("cuda", engine.name());
    assertEquals(List.of("engine cuda: NVIDIA X, NVIDIA Y"), told);
    assertEquals("NVIDIA X, NVIDIA Y", engine.describe().get("device"));
    assertEquals(3, engine.describe().get("devices"));
  }

  @Test
  void devicesThatAreTooOldAreLeftOut() {
    CudaDevice old = new CudaDevice(0, "NVIDIA Z", 1L << 30, 6, 1, 10);
    CudaPlatform both = platform(null, "11.0", old, device(1, "NVIDIA X"));
    Engine engine = choose("auto", FOUND, () -> both, family(2, 2, "identity"));
    assertEquals(List.of("engine cuda: NVIDIA X"), told);
    assertEquals(1, engine.describe().get("devices"));
  }

  @Test
  void autoLoadsNothingWithoutADriver() {
    Engine engine = choose("auto", MISSING, () -> fail("loaded"), family(2, 2, "identity"));
    assertEquals("cpu", engine.name());
    assertTrue(told.get(0).startsWith("engine cpu: no GPU, libcuda.so.1 was not found"), told + "");
  }

  @Test
  void theCpuIsTakenWithoutALook() {
    Engine engine = choose("cpu", FOUND, () -> fail("loaded"), family(2, 2, "identity"));
    assertEquals("cpu", engine.name());
    assertEquals(List.of(), told);
  }

  static Stream<Arguments> reasonsAgainstGpu() {
    NetworkFamily plain = family(2, 2, "identity");
    return Stream.of(
        Arguments.of(OLD_DRIVER, plain, "supports CUDA 10.2: must be 11.0 or later"),
        Arguments.of(OLD_GPU, plain, "compute capability 7.2: must be 7.5 or later"),
        Arguments.of(SOFTWARE, plain, "software device"),
        Arguments.of(NO_DEVICE, plain, "cuInit: NO_DEVICE"),
        Arguments.of(platform(null, "12.6"), plain, "shows no device"),
        Arguments.of(GPUS, family(4_097, 2, "identity"), "--width 4097: must be at most 4096"),
        Arguments.of(GPUS, family(2, 3, "identity"), "--depth 3: must be 2"),
        Arguments.of(GPUS, family(2, 2, "abs"), "--output abs"));
  }

  /** One point that a GPU does not take is enough. */
  @ParameterizedTest
  @MethodSource("reasonsAgainstGpu")
  void autoTellsWhyItTakesTheCpu(CudaPlatform platform, NetworkFamily family, String reason) {
    Engine engine = choose("auto", FOUND, () -> platform, family(2, 2, "identity"), family);
    assertEquals("cpu", engine.name());
    assertEquals(1, told.size());
    assertTrue(told.get(0).startsWith("engine cpu: ") && told.get(0).contains(reason), told + "");
  }

  static Stream<Arguments> reasonsAgainstCuda() {
    NetworkFamily plain = family(2, 2, "identity");
    return Stream.of(
        Arguments.of(FOUND, OLD_DRIVER, plain, "supports CUDA 10.2: must be 11.0 or later"),
        Arguments.of(FOUND, OLD_GPU, plain, "compute capability 7.2: must be 7.5 or later"),
        Arguments.of(MISSING, UNLOADABLE, plain, "not found; install the driver; looked in /a, /b"),
        Arguments.of(FOUND, UNLOADABLE, plain, "cannot open shared object; found /lib/libcuda"),
        Arguments.of(FOUND, NO_DEVICE, plain, "cuInit: NO_DEVICE"),
        Arguments.of(MISSING, NO_DEVICE, plain, "cuInit: NO_DEVICE"),
        Arguments.of(FOUND, GPUS, family(4_097, 2, "relu"), "--width 4097: must be at most 4096"),
        Arguments.of(FOUND, GPUS, family(2, 8, "relu"), "--depth 8: must be 2"),
        Arguments.of(FOUND, GPUS, family(2, 2, "leaky-relu"), "--output leaky-relu"));
  }

  @ParameterizedTest
  @MethodSource("reasonsAgainstCuda")
  void cudaIsRefusedWithTheReason(
      CudaLibraries.Finding driver, CudaPlatform platform, NetworkFamily family, String reason) {
    UserError e =
        assertThrows(UserError.class, () -> choose("cuda", driver, () -> platform, family));
    assertEquals(UserError.ENGINE, e.exitStatus());
    assertTrue(e.getMessage().startsWith("--engine cuda: "), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  /** Also when the system's loader found the driver where this program did not look. */
  @Test
  void cudaThatIsAskedForTakesTheSoftwareDevice() {
    Engine engine = choose("cuda", MISSING, () -> SOFTWARE, family(2, 2, "identity"));
    assertEquals("software", engine.describe().get("device"));
    assertEquals(List.of(), told);
  }

  // With observables.

  private static final Observation EXPONENTS = Observation.of(List.of(ObservableKind.LYAPUNOV));
  private static final CudaPlatform WITH_CURAND =
      new CudaPlatform(null, null, "12.6", "10.3.10", List.of(device(0, "NVIDIA X")));

  private String chosen(
      EngineOptions options, CudaPlatform platform, String blasProblem, NetworkFamily family) {
    EngineChoice choice = new EngineChoice(FOUND, () -> platform, () -> blasProblem);
    try (Engine engine = choice.choose(options, List.of(family), EXPONENTS, listener)) {
      return engine.name();
    }
  }

  private static EngineOptions options(String name) {
    return new EngineOptions(name, 1, Long.MAX_VALUE, null, BlasKind.JAVA, List.of());
  }

  private static NetworkFamily vector() {
    return Families.resolve("he", 4, 3, 7, Activation.TANH, Activation.TANH, null, 1);
  }

  /** Of vector states there are no verdicts that a device could not give. */
  @Test
  void autoTakesAGpuForWhatItCanObserve() {
    assertEquals("cuda", chosen(options("auto"), WITH_CURAND, null, vector()));
    assertEquals("cuda", chosen(options("auto"), WITH_CURAND, null, family(4, 2, "relu")));
    assertEquals("cpu", chosen(options("auto"), WITH_CURAND, null, family(4, 3, "relu")));
    assertTrue(told.get(2).contains("--depth 3: must be 2"), told + "");
  }

  /** The threads decide what the kernels do not. */
  @Test
  void cudaObservesWhatItDoesNotDecide() {
    assertEquals("cuda", chosen(options("cuda"), WITH_CURAND, null, family(4, 3, "abs")));
  }

  @Test
  void observingWantsCurandAndCublas() {
    assertEquals("cpu", chosen(options("auto"), GPUS, null, vector()));
    assertEquals("cpu", chosen(options("auto"), WITH_CURAND, "no libcublas.so.12", vector()));
    assertTrue(told.get(0).endsWith("--observe wants cuRAND: no libcurand.so.10"), told + "");
    assertTrue(told.get(1).endsWith("--observe wants cuBLAS: no libcublas.so.12"), told + "");
    UserError e =
        assertThrows(
            UserError.class,
            () -> chosen(options("cuda"), WITH_CURAND, "no libcublas.so.12", vector()));
    assertEquals(UserError.ENGINE, e.exitStatus());
    assertEquals("--engine cuda: --observe wants cuBLAS: no libcublas.so.12", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "auto"})
  void aPrecisionIsRefusedOnTheCpu(String name) {
    EngineOptions options =
        new EngineOptions(name, 1, Long.MAX_VALUE, Precision.TF32, BlasKind.AUTO, List.of());
    UserError e = assertThrows(UserError.class, () -> chosen(options, NO_DEVICE, null, vector()));
    assertTrue(e.getMessage().startsWith("--precision tf32: must not be given with"), e + "");
  }

  @Test
  void devicesThatAreNamedAreUsedAlone() {
    EngineOptions some =
        new EngineOptions("auto", 1, Long.MAX_VALUE, null, BlasKind.AUTO, List.of(2));
    List<NetworkFamily> families = List.of(family(2, 2, "identity"));
    EngineChoice choice = new EngineChoice(FOUND, () -> GPUS, () -> null);
    try (Engine engine = choice.choose(some, families, Observation.NONE, listener)) {
      assertEquals("NVIDIA Y", engine.describe().get("device"));
      assertEquals(1, engine.describe().get("devices"));
    }
    EngineOptions other =
        new EngineOptions("cuda", 1, Long.MAX_VALUE, null, BlasKind.AUTO, List.of(2, 3));
    UserError e =
        assertThrows(
            UserError.class, () -> choice.choose(other, families, Observation.NONE, listener));
    assertEquals(UserError.ENGINE, e.exitStatus());
    assertTrue(e.getMessage().contains("GPU 3: must be one of"), e.getMessage());
  }
}
