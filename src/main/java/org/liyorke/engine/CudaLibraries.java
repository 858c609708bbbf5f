package org.liyorke.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for the libraries a CUDA engine needs, without loading them. */
public final class CudaLibraries {
  /**
   * The driver, the generator of words and the matrix products; each with what to do without it.
   */
  private static final Map<String, String> ADVICE = advice();

  /**
   * Where a library is.
   *
   * @param name file name
   * @param path the first file found; null if there is none
   * @param folders the folders looked in
   * @param advice what brings the library
   */
  public record Finding(String name, Path path, List<String> folders, String advice) {}

  private CudaLibraries() {}

  private static Map<String, String> advice() {
    Map<String, String> advice = new LinkedHashMap<>();
    advice.put(
        "libcuda.so.1",
        "it comes with NVIDIA's driver: install the driver, or start the container with access to the GPU");
    advice.put(
        "libcurand.so.10",
        "it comes with the CUDA toolkit, 11 to 13: install the toolkit or its cuRAND package, or name the"
            + " library's folder in LD_LIBRARY_PATH");
    advice.put(
        "libcublas.so.12",
        "--observe wants it on a GPU; it comes with the CUDA toolkit 12: install the toolkit or its cuBLAS package; with"
            + " CUDA 13 put native/build/cublas-on-13, which make -C native builds, into LD_LIBRARY_PATH");
    return advice;
  }

  /** Looks for every library in the folders of LD_LIBRARY_PATH and in the usual ones. */
  public static List<Finding> find() {
    return find(System.getenv("LD_LIBRARY_PATH"));
  }

  /** Looks for the driver's library alone. */
  public static Finding driver() {
    return find().get(0);
  }

  static List<Finding> find(String libraryPath) {
    List<String> folders = LibraryFolders.all(libraryPath);
    return ADVICE.keySet().stream().map(name -> find(name, folders)).toList();
  }

  private static Finding find(String name, List<String> folders) {
    return new Finding(name, LibraryFolders.find(name, folders), folders, ADVICE.get(name));
  }
}
