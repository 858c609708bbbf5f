package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault ends in a recovered run or in a message with the call, and leaves nothing on the
 * device.
 */
class InjectedFaultsTest {
  private static final int NETWORKS = 2_000;

  @TempDir Path folder;

  /** Allocations: the tables, the numbers, the words, the generator, then the next try. */
  @ParameterizedTest
  @CsvSource({"2, 1000", "3, 1000", "4, 1000", "5, 2000"})
  void aBatchIsHalvedWhenAnAllocationFails(String fault, int batch) throws Exception {
    SoftwareCuda.Ended ended = run("SOFTWARE_CUDA_FAIL_ALLOCATION", fault, 1);
    assertEquals(0, ended.status(), ended.output());
    assertTrue(ended.output().contains("equal 2000, batch " + batch), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "SOFTWARE_CUDA_FAIL_ALLOCATION, 1, cuMemAlloc: CUDA_ERROR_OUT_OF_MEMORY",
    "SOFTWARE_CUDA_FAIL_ALLOCATION, 2+, not enough device memory for one network of",
    "SOFTWARE_CUDA_FAIL_LAUNCH, 1, cuLaunchKernel of shape_numbers: CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES",
    "SOFTWARE_CUDA_FAIL_LAUNCH, 2, cuLaunchKernel of shape_numbers: CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES"
  })
  void otherFaultsAreReported(String variable, String fault, String message) throws Exception {
    SoftwareCuda.Ended ended = run(variable, fault, 1);
    assertEquals(2, ended.status(), ended.output());
    assertTrue(ended.output().contains("CudaException: " + message), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  /** Allocations: tables, outcome, generator, lists of the stages, words, then the next try. */
  @ParameterizedTest
  @CsvSource({
    "FAIL_ALLOCATION, 4, 0, settled",
    "FAIL_ALLOCATION, 3+, 2, not enough device memory for one network of",
    "FAIL_LAUNCH, 1, 2, cuLaunchKernel of settle_narrow",
    "FAIL_LAUNCH, 2, 2, cuLaunchKernel of settle_queued",
    "FAIL_LAUNCH, 3, 2, cuLaunchKernel of settle_left",
    "LOSE_DEVICE, 12, 2, CudaException"
  })
  void faultsOfDecisionsAreRecoveredOrReported(
      String fault, String value, int status, String message) throws Exception {
    SoftwareCuda.Ended ended =
        SoftwareCuda.run(
            folder,
            Map.of("SOFTWARE_CUDA_" + fault, value),
            DecisionCheck.class,
            "he",
            4,
            "relu",
            "identity",
            "-",
            1,
            WordSource.CURAND,
            NETWORKS,
            NETWORKS);
    assertEquals(status, ended.status(), ended.output());
    assertTrue(ended.output().contains(message), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  /** A run makes some twenty calls. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 10, 12, 14, 16})
  void aLostDeviceIsReported(int call) throws Exception {
    SoftwareCuda.Ended ended = run("SOFTWARE_CUDA_LOSE_DEVICE", "" + call, 1);
    assertEquals(2, ended.status(), ended.output());
    assertTrue(
        ended.output().contains("CUDA_ERROR_DEVICE_UNAVAILABLE")
            || ended.output().contains("CudaException: curand"),
        ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  @ParameterizedTest
  @CsvSource({"SOFTWARE_CUDA_FAIL_LAUNCH, 1:1", "SOFTWARE_CUDA_LOSE_DEVICE, 1:3"})
  void otherDevicesGoOn(String variable, String fault) throws Exception {
    SoftwareCuda.Ended ended = run(variable, fault, 3);
    assertEquals(2, ended.status(), ended.output());
    assertEquals(2, ended.output().lines().filter(line -> line.startsWith("equal")).count());
    SoftwareCuda.assertNothingLeft(ended, 3);
  }

  @Test
  void aKernelThatWritesTooFarIsFound() throws Exception {
    SoftwareCuda.Ended ended = SoftwareCuda.run(folder, Map.of(), OverrunCheck.class);
    assertEquals(1, ended.status(), ended.output());
    assertTrue(ended.output().contains("cuMemFree: CUDA_ERROR_ILLEGAL_ADDRESS"), ended.output());
  }

  private SoftwareCuda.Ended run(String variable, String fault, int devices) throws Exception {
    return SoftwareCuda.run(
        folder,
        Map.of(variable, fault, "SOFTWARE_CUDA_DEVICES", "" + devices),
        DrawCheck.class,
        "he",
        4,
        WordSource.CURAND,
        NETWORKS,
        NETWORKS);
  }
}
