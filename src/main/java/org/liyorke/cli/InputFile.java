package org.liyorke.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.liyorke.model.UserError;

/** A file named on the command line, or standard input. */
final class InputFile {
  private static final String STANDARD_INPUT = "-";

  /** What reads a stream. */
  interface Reader<T> {
    T read(InputStream in);
  }

  private InputFile() {}

  /** Whether the name stands for standard input. */
  static boolean isStandardInput(String name) {
    return name.equals(STANDARD_INPUT);
  }

  /**
   * Hands the file to a reader and closes it.
   *
   * @param name a path, or "-" for standard input, which stays open
   * @throws UserError with exit status 3, name and reason, when it cannot be read
   */
  static <T> T read(String name, Streams streams, Reader<T> reader) {
    if (isStandardInput(name)) {
      return reader.read(streams.in());
    }
    try (InputStream in = open(name)) {
      return reader.read(in);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static InputStream open(String name) throws IOException {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      throw UserError.input(name + ": is no path: " + e.getReason());
    }
    if (Files.isDirectory(path)) {
      throw UserError.input(name + ": must be a file, is a folder");
    }
    return Files.newInputStream(path);
  }

  private static UserError unreadable(String name, IOException e) {
    if (e instanceof NoSuchFileException) {
      return UserError.input(name + ": the file does not exist");
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return UserError.input(
        name + ": cannot be read: " + (reason == null ? e.getClass().getSimpleName() : reason));
  }
}
