package org.liyorke.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks for the libraries a CUDA engine needs, without loading them. */
public final class CudaLibraries {
  /** The driver's library, and the generator that fills words. */
  private static final List<String> NAMES = List.of("libcuda.so.1", "libcurand.so.10");

  /**
   * Where the system's loader looks by default on Linux distributions, and where CUDA installs
   * itself.
   */
  private static final List<String> USUAL_FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/lib/wsl/lib",
          "/usr/local/cuda/lib64",
          "/usr/local/nvidia/lib64");

  /**
   * Where a library is.
   *
   * @param name file name
   * @param path the first file found; null if there is none
   * @param folders the folders looked in
   */
  public record Finding(String name, Path path, List<String> folders) {}

  private CudaLibraries() {}

  /** Looks for every library in the folders of LD_LIBRARY_PATH and in the usual ones. */
  public static List<Finding> find() {
    return find(System.getenv("LD_LIBRARY_PATH"));
  }

  static List<Finding> find(String libraryPath) {
    List<String> folders = folders(libraryPath);
    return NAMES.stream().map(name -> find(name, folders)).toList();
  }

  private static List<String> folders(String libraryPath) {
    Set<String> folders = new LinkedHashSet<>();
    if (libraryPath != null) {
      folders.addAll(List.of(libraryPath.split(File.pathSeparator)));
    }
    folders.addAll(USUAL_FOLDERS);
    folders.remove("");
    return new ArrayList<>(folders);
  }

  private static Finding find(String name, List<String> folders) {
    for (String folder : folders) {
      Path path = pathOrNull(folder, name);
      if (path != null && Files.exists(path)) {
        return new Finding(name, path, folders);
      }
    }
    return new Finding(name, null, folders);
  }

  private static Path pathOrNull(String folder, String name) {
    try {
      return Path.of(folder, name);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
