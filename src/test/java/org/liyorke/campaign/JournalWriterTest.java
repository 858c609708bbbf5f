package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JournalWriterTest {
  /** A disk in memory: full after some bytes, or unable to force. */
  private static final class Disk implements JournalWriter.File {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final long room;
    private final boolean forces;
    private int onDisk;
    private int forced;

    Disk(long room, boolean forces) {
      this.room = room;
      this.forces = forces;
    }

    /** At most five bytes a call, as a channel need not take all. */
    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
      long free = room - content.size();
      if (free == 0) {
        throw new IOException("No space left on device");
      }
      byte[] part = new byte[(int) Math.min(Math.min(5, free), bytes.remaining())];
      bytes.get(part);
      content.write(part, 0, part.length);
      return part.length;
    }

    @Override
    public void force() throws IOException {
      if (!forces) {
        throw new IOException("Input/output error");
      }
      int before;
      synchronized (this) {
        before = content.size();
      }
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      synchronized (this) {
        onDisk = Math.max(onDisk, before);
        forced++;
      }
    }

    @Override
    public synchronized void truncate(long size) {
      byte[] kept = Arrays.copyOf(content.toByteArray(), (int) size);
      content.reset();
      content.write(kept, 0, kept.length);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}

    synchronized String text() {
      return content.toString(StandardCharsets.UTF_8);
    }

    synchronized String textOnDisk() {
      return text().substring(0, onDisk);
    }
  }

  private static byte[] line(int number) {
    return ("line " + number + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aLineIsOnTheDiskWhenItWasAppended() throws Exception {
    Disk disk = new Disk(1_000_000, true);
    JournalWriter writer = new JournalWriter(disk, 0);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      tasks.add(
          () -> {
            writer.append(line(number));
            assertTrue(disk.textOnDisk().contains("line " + number + "\n"));
            return null;
          });
    }
    for (Future<Void> task : threads.invokeAll(tasks)) {
      task.get();
    }
    threads.shutdown();
    assertEquals(200, disk.text().lines().distinct().count());
    assertTrue(disk.forced < 200, disk.forced + " forces for 200 lines of 8 threads");
  }

  /** The disk is full within a line: it goes, those before it stay, and no other one is written. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 13})
  void afterAFailureWholeLinesAreLeft(int room) throws IOException {
    Disk disk = new Disk(room, true);
    JournalWriter writer = new JournalWriter(disk, 0);
    int lines = room / 7;
    for (int i = 0; i < lines; i++) {
      writer.append(line(i));
    }
    IOException first = assertThrows(IOException.class, () -> writer.append(line(lines)));
    assertEquals("No space left on device", first.getMessage());
    assertEquals(first, assertThrows(IOException.class, () -> writer.append(line(9))));
    assertEquals(7 * lines, disk.text().length());
  }

  @Test
  void aLineThatCannotBeForcedIsAFailure() {
    JournalWriter writer = new JournalWriter(new Disk(100, false), 0);
    assertThrows(IOException.class, () -> writer.append(line(1)));
    assertThrows(IOException.class, () -> writer.append(line(2)));
  }
}
