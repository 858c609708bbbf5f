package org.liyorke.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * A mistake of the user: printed as one line, without a stack trace, and turned into the exit
 * status of the process.
 *
 * <p>The message names the option, key or file, its value, and the limit. Control characters in it
 * are escaped, and a very long value is shortened, so that whatever the input holds the message
 * stays one readable line.
 */
public final class UserError extends RuntimeException {
  /** Exit status of a wrong command line. */
  public static final int COMMAND_LINE = 2;

  /** Exit status of input data that is missing, unreadable or malformed. */
  public static final int INPUT = 3;

  /** Exit status when the engine or the device asked for is not there. */
  public static final int ENGINE = 4;

  /** Exit status when the output could not be written. */
  public static final int OUTPUT = 5;

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 600;

  private final int exitStatus;

  /** A mistake on the command line. */
  public UserError(String message) {
    this(COMMAND_LINE, message);
  }

  /**
   * A mistake with its exit status.
   *
   * @param exitStatus one of the constants of this class
   */
  public UserError(int exitStatus, String message) {
    super(oneLine(message));
    this.exitStatus = exitStatus;
  }

  /** Malformed or missing input data. */
  public static UserError input(String message) {
    return new UserError(INPUT, message);
  }

  /** The engine or device asked for is not there. */
  public static UserError engine(String message) {
    return new UserError(ENGINE, message);
  }

  /** The output could not be written. */
  public static UserError output(String message) {
    return new UserError(OUTPUT, message);
  }

  /** A file or folder could not be written. */
  public static UserError notWritten(Path path, IOException cause) {
    return output(path + ": cannot be written: " + reason(cause));
  }

  /** The name of a file system error in words; the bare message of most is the path alone. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    } else if (cause instanceof NoSuchFileException) {
      return "the folder does not exist";
    } else if (cause instanceof FileAlreadyExistsException
        || cause instanceof NotDirectoryException) {
      return "something that is not a folder is in the way";
    } else if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** The message {@code name value: must be limit}. */
  public static UserError value(String name, Object value, String limit) {
    return new UserError(name + " " + value + ": must be " + limit);
  }

  /** The status the process ends with. */
  public int exitStatus() {
    return exitStatus;
  }

  /** The same mistake, found in {@code place}, with another exit status. */
  public UserError in(String place, int status) {
    return new UserError(status, place + ": " + getMessage());
  }

  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder();
    int length = Math.min(message.length(), LONGEST);
    for (int i = 0; i < length; i++) {
      char c = message.charAt(i);
      boolean printable = !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
      line.append(printable ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return message.length() > LONGEST ? line.append(" ...").toString() : line.toString();
  }
}
