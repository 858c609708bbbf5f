package org.liyorke.engine.cuda;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import jcuda.jcurand.JCurand;

/**
 * Loads JCuda's native libraries, which in turn need those of CUDA.
 *
 * <p>JCuda unpacks them into java.io.tmpdir under fixed names and takes what it finds there. While
 * it does so, that property names a folder of this process alone: processes that start together do
 * not read each other's half-written files, and nobody else can put a library there.
 *
 * @param driverProblem why the driver's binding cannot be used, one line; null if it can
 * @param randomProblem the same for cuRAND's
 */
record JCudaLibraries(String driverProblem, String randomProblem) {
  private static final String TEMPORARY = "java.io.tmpdir";

  /**
   * What the system's loader says of JCuda's library, in the traces that JCuda's message consists
   * of.
   */
  private static final Pattern LOADER = Pattern.compile("UnsatisfiedLinkError: \\S+[.]so: (.+)");

  /** Loads both; to be called once. */
  static JCudaLibraries load() {
    try {
      return fromOwnFolder(
          () ->
              new JCudaLibraries(
                  problem(() -> JCudaDriver.setExceptionsEnabled(false)),
                  problem(() -> JCurand.setExceptionsEnabled(false))));
    } catch (IOException e) {
      return new JCudaLibraries(noFolder(e), noFolder(e));
    }
  }

  /**
   * Why there is no usable cuBLAS, one line; null if there is. Loads it, which takes hundreds of
   * megabytes, when it is first asked.
   */
  static String blasProblem() {
    return BlasHolder.PROBLEM;
  }

  private static final class BlasHolder {
    static final String PROBLEM = loadBlas();
  }

  private static String loadBlas() {
    try {
      return fromOwnFolder(() -> problem(() -> JCublas2.setExceptionsEnabled(false)));
    } catch (IOException e) {
      return noFolder(e);
    }
  }

  private static String noFolder(IOException e) {
    return "no temporary folder for the libraries of JCuda: " + e;
  }

  private static <T> T fromOwnFolder(Supplier<T> load) throws IOException {
    Path folder = Files.createTempDirectory("liyorke-cuda");
    String before = System.setProperty(TEMPORARY, folder.toString());
    try {
      return load.get();
    } finally {
      System.setProperty(TEMPORARY, before);
      delete(folder);
    }
  }

  private static String problem(Runnable initialize) {
    try {
      initialize.run();
      return null;
    } catch (LinkageError | jcuda.CudaException e) {
      return firstLine(e);
    }
  }

  /** What the system's loader says if that is the cause, else the first line of the message. */
  static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    Matcher loader = LOADER.matcher(message);
    return loader.find()
        ? loader.group(1)
        : message.lines().findFirst().orElse(e.getClass().getName());
  }

  /** What is loaded stays so without its file; where a file in use cannot go, it goes later. */
  private static void delete(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>(List.of(folder));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(paths::add);
    }
    Collections.reverse(paths);
    if (!paths.stream().allMatch(path -> path.toFile().delete())) {
      Collections.reverse(paths);
      paths.forEach(path -> path.toFile().deleteOnExit());
    }
  }
}
