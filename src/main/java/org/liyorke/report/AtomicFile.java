package org.liyorke.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.liyorke.model.UserError;

/**
 * A file that appears under its name only when it is whole: written beside it under a temporary
 * name, forced to the disk, then moved in one step. Of the calls below exactly one of {@link
 * #publish} and {@link #discard} ends it.
 */
final class AtomicFile {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream stream;

  private AtomicFile(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** Content that is written in one go. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Begins a file. A file left under the temporary name by a killed run of the same process number
   * is replaced.
   */
  static AtomicFile open(Path target) throws IOException {
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path temporary = target.resolveSibling(name);
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new AtomicFile(target, temporary, channel);
  }

  /**
   * Writes a whole file.
   *
   * @throws UserError with exit status 5, path and reason, when it cannot be written; the file is
   *     then as it was
   */
  static void write(Path target, Content content) {
    try {
      AtomicFile file = open(target);
      try {
        content.writeTo(file.stream);
        file.publish();
      } finally {
        file.discard();
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Where the content goes; buffered. */
  OutputStream stream() {
    return stream;
  }

  /** Gives the file its name. */
  void publish() throws IOException {
    stream.flush();
    channel.force(true);
    channel.close();
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    forceFolder();
  }

  /** Takes back what was written; without effect on a published file. */
  void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }

  /** The error a failed write ends in. */
  static UserError failure(Path path, IOException cause) {
    return UserError.notWritten(path, cause);
  }

  /** Makes the new name survive a power cut, where the system lets a folder be forced. */
  private void forceFolder() {
    Path folder = target.toAbsolutePath().getParent();
    try (FileChannel handle = FileChannel.open(folder, StandardOpenOption.READ)) {
      handle.force(true);
    } catch (IOException e) {
      // Windows opens no folders; the content of the file is safe either way.
      return;
    }
  }
}
