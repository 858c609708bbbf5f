package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.Witness;
import org.liyorke.model.UserError;

@Timeout(60)
class CatalogWriterTest {
  @TempDir Path folder;

  private static Witness odd(long q) {
    return new Witness.OddPeriod(1, 3, BigInteger.ONE, BigInteger.valueOf(q));
  }

  /** Block b holds the indices 10 b to 10 b + b % 4 - 1. */
  private static CatalogBlock block(long b) {
    CatalogBlock block = new CatalogBlock();
    for (long i = 0; i < b % 4; i++) {
      block.add(0, 10 * b + i, odd(b + 1));
    }
    return block;
  }

  private static List<Long> expected(long blocks) {
    List<Long> indices = new ArrayList<>();
    for (long b = 0; b < blocks; b++) {
      for (long i = 0; i < b % 4; i++) {
        indices.add(10 * b + i);
      }
    }
    return indices;
  }

  private static List<Long> indices(Path file) throws IOException {
    List<Long> indices = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(file)) {
      indices.add(mapper.readTree(line).get("index").longValue());
    }
    return indices;
  }

  private List<Path> files() throws IOException {
    try (var list = Files.list(folder)) {
      return list.toList();
    }
  }

  @Test
  void linesHoldTheProofs() throws Exception {
    Path file = folder.resolve("c.jsonl");
    BigInteger[][][] bounds = new BigInteger[3][2][2];
    for (int i = 0; i < 3; i++) {
      bounds[i][0] = new BigInteger[] {BigInteger.valueOf(-i), BigInteger.ONE};
      bounds[i][1] = new BigInteger[] {BigInteger.valueOf(7 + i), BigInteger.valueOf(16)};
    }
    try (CatalogWriter writer = CatalogWriter.open(file)) {
      CatalogBlock block = new CatalogBlock();
      block.add(2, 17, new Witness.OddPeriod(0, 3, BigInteger.TWO, BigInteger.valueOf(9)));
      block.add(2, 99, new Witness.OddPeriod(4, 11, BigInteger.valueOf(-5), BigInteger.ONE));
      block.add(2, 1L << 40, new Witness.Loops(2, 3, () -> bounds));
      writer.accept(0, block);
    }
    assertEquals(
        List.of(
            "{\"point\":2,\"index\":17,\"m\":0,\"n\":3,\"x\":\"2/9\"}",
            "{\"point\":2,\"index\":99,\"m\":4,\"n\":11,\"x\":\"-5\"}",
            "{\"point\":2,\"index\":1099511627776,\"loops\":{\"p\":2,\"q\":3,\"d\":[\"0\",\"7/16\"],"
                + "\"i\":[\"-1\",\"8/16\"],\"j\":[\"-2\",\"9/16\"]}}"),
        Files.readAllLines(file));
    JsonNode loops = new ObjectMapper().readTree(Files.readAllLines(file).get(2)).get("loops");
    assertEquals("7/16", loops.get("d").get(1).textValue());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shuffledBlocksComeOutInOrder(long seed) throws Exception {
    Path file = folder.resolve("c.jsonl");
    List<Long> blocks = new ArrayList<>();
    for (long b = 0; b < 100; b++) {
      blocks.add(b);
    }
    Collections.shuffle(blocks, new Random(seed));
    try (CatalogWriter writer = CatalogWriter.open(file)) {
      for (long b : blocks) {
        writer.accept(b, block(b));
      }
      assertFalse(Files.exists(file), "not before it is whole");
    }
    assertEquals(expected(100), indices(file));
    assertEquals(List.of(file), files());
  }

  /** Eight threads, and room for less than one block that waits. */
  @Test
  void memoryIsBoundedWithoutADeadlock() throws Exception {
    Path file = folder.resolve("c.jsonl");
    AtomicLong next = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (CatalogWriter writer = CatalogWriter.open(file, 10)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        Random random = new Random(t);
        workers.add(
            threads.submit(
                () -> {
                  for (long b = next.getAndIncrement(); b < 400; b = next.getAndIncrement()) {
                    if (random.nextInt(8) == 0) {
                      Thread.sleep(1);
                    }
                    writer.accept(b, block(b));
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        worker.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(expected(400), indices(file));
  }

  @Test
  void anInterruptedRunKeepsWhatIsComplete() throws Exception {
    Path file = folder.resolve("c.jsonl");
    try (CatalogWriter writer = CatalogWriter.open(file)) {
      writer.accept(0, block(0));
      writer.accept(1, block(1));
      writer.accept(3, block(3));
      writer.accept(2, block(2));
      writer.accept(7, block(7));
      writer.accept(5, block(5));
    }
    assertEquals(List.of(10L, 20L, 21L, 30L, 31L, 32L, 50L, 70L, 71L, 72L), indices(file));
  }

  @Test
  void waitingThreadsCanBeInterrupted() throws Exception {
    try (CatalogWriter writer = CatalogWriter.open(folder.resolve("c.jsonl"), 1)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> writer.accept(3, block(3)));
    }
  }

  @Test
  void discardLeavesTheOldFile() throws Exception {
    Path file = folder.resolve("c.jsonl");
    Files.writeString(file, "old\n");
    CatalogWriter writer = CatalogWriter.open(file);
    writer.accept(0, block(3));
    writer.discard();
    writer.close();
    assertEquals("old\n", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void placesThatCannotBeWrittenAreRefusedAtOnce() throws Exception {
    for (Path path : List.of(folder, folder.resolve("none/c.jsonl"), Path.of("/proc/c.jsonl"))) {
      UserError error = assertThrows(UserError.class, () -> CatalogWriter.open(path));
      assertEquals(UserError.OUTPUT, error.exitStatus());
      assertTrue(error.getMessage().startsWith(path + ": "), error.getMessage());
    }
  }

  @Test
  void aFailureAtTheEndLeavesNothing() throws Exception {
    Path file = folder.resolve("c.jsonl");
    CatalogWriter writer = CatalogWriter.open(file);
    writer.accept(0, block(3));
    // The final name is taken by a folder that is not empty: the last step cannot succeed.
    Files.createDirectories(file.resolve("inside"));
    UserError error = assertThrows(UserError.class, writer::close);
    assertEquals(UserError.OUTPUT, error.exitStatus());
    assertEquals(List.of(file), files());
  }

  @Test
  void everyBlockComesOnce() throws Exception {
    try (CatalogWriter writer = CatalogWriter.open(folder.resolve("c.jsonl"))) {
      writer.accept(0, block(0));
      writer.accept(2, block(2));
      assertThrows(IllegalArgumentException.class, () -> writer.accept(0, block(0)));
      assertThrows(IllegalArgumentException.class, () -> writer.accept(2, block(2)));
    }
  }
}
