package org.liyorke.engine.cpu;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.liyorke.engine.LibraryFolders;

/**
 * The two implementations of BLAS of dev.ludovic.netlib: one in Java, and one that calls a library
 * of the system. Which library that is must be said before the first class of netlib is loaded, so
 * nothing else may ask netlib for a BLAS.
 */
final class NetlibBlas {
  /** With it a user names the file of another library. */
  static final String FILE_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";

  private static final String NAME_PROPERTY = "dev.ludovic.netlib.blas.nativeLib";
  private static final String OPENBLAS = "libopenblas.so.0";

  /** Whatever the system has; often the reference implementation, which is slower than Java. */
  private static final String ANY = "libblas.so.3";

  /** It warns when it does not find a library; kept from being collected. */
  private static final Logger LOGGER = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

  /** In Java. */
  static final BLAS JAVA;

  /** That of the system; null if there is none that works. */
  static final BLAS NATIVE;

  /** The file of the library, links followed, or its name if the system's loader is to find it. */
  static final String LIBRARY;

  /** Whether the library is one that is known to be quick, or asked for by its file. */
  static final boolean PREFERRED;

  /** Why there is no native one, with what to do; null if there is one. */
  static final String PROBLEM;

  static {
    LOGGER.setLevel(Level.OFF);
    String named = System.getProperty(FILE_PROPERTY);
    List<String> folders = LibraryFolders.all();
    Path openBlas = LibraryFolders.find(OPENBLAS, folders);
    Path any = LibraryFolders.find(ANY, folders);
    Path found = openBlas == null ? any : openBlas;
    PREFERRED = named != null || openBlas != null || any == null;
    LIBRARY = named != null ? named : found != null ? file(found) : OPENBLAS;
    System.setProperty(named != null || found != null ? FILE_PROPERTY : NAME_PROPERTY, LIBRARY);
    JAVA = JavaBLAS.getInstance();
    BLAS loaded = null;
    String problem = null;
    try {
      loaded = working(NativeBLAS.getInstance());
    } catch (RuntimeException | LinkageError e) {
      problem = problem(named != null || found != null, folders, e);
    }
    NATIVE = loaded;
    PROBLEM = problem;
  }

  private NetlibBlas() {}

  private static String file(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toString();
    }
  }

  /** Symbols are looked up when they are first called. */
  private static BLAS working(BLAS blas) {
    float[] product = {1};
    blas.sgemm("N", "N", 1, 1, 1, 1, new float[] {2}, 1, new float[] {3}, 1, 1, product, 1);
    double[] square = {1};
    blas.dsyrk("U", "N", 1, 1, 1, new double[] {2}, 1, 1, square, 1);
    if (product[0] != 7 || square[0] != 5) {
      throw new IllegalStateException("2 * 3 + 1 is " + product[0] + ", 2 * 2 + 1 " + square[0]);
    }
    return blas;
  }

  private static String problem(boolean isFile, List<String> folders, Throwable e) {
    if (!isFile) {
      return "%s and %s were not found in %s; install OpenBLAS (Debian, Ubuntu: libopenblas0-pthread; Fedora: openblas), or name its folder in LD_LIBRARY_PATH"
          .formatted(OPENBLAS, ANY, String.join(", ", folders));
    }
    return LIBRARY + " cannot be used: " + reason(e);
  }

  /** netlib does not tell why it could not load a library, but Java does. */
  private static String reason(Throwable e) {
    try {
      System.load(Path.of(LIBRARY).toAbsolutePath().toString());
    } catch (RuntimeException | LinkageError unloadable) {
      return unloadable.getMessage();
    }
    return e.getMessage();
  }
}
