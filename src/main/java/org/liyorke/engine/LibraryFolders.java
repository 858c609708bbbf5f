package org.liyorke.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The folders in which the system's loader looks for libraries, as far as this program knows. */
public final class LibraryFolders {
  /**
   * Where the system's loader looks by default on Linux distributions, and where CUDA installs
   * itself.
   */
  private static final List<String> USUAL =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/lib/wsl/lib",
          "/usr/local/cuda/lib64",
          "/usr/local/nvidia/lib64");

  private LibraryFolders() {}

  /** Those of LD_LIBRARY_PATH, then the usual ones. */
  public static List<String> all() {
    return all(System.getenv("LD_LIBRARY_PATH"));
  }

  static List<String> all(String libraryPath) {
    Set<String> folders = new LinkedHashSet<>();
    if (libraryPath != null) {
      folders.addAll(List.of(libraryPath.split(File.pathSeparator)));
    }
    folders.addAll(USUAL);
    folders.remove("");
    return new ArrayList<>(folders);
  }

  /** The first file of that name in the folders; null if there is none. */
  public static Path find(String name, List<String> folders) {
    for (String folder : folders) {
      Path path = pathOrNull(folder, name);
      if (path != null && Files.exists(path)) {
        return path;
      }
    }
    return null;
  }

  private static Path pathOrNull(String folder, String name) {
    try {
      return Path.of(folder, name);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
