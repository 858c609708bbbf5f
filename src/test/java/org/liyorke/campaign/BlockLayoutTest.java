package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLayoutTest {
  /** The blocks follow each other without gaps, whatever the range and the chunk. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "0, 1, 1024",
    "7, 4103, 1",
    "0, 4096, 1",
    "0, 4097, 1",
    "5, 12295, 1",
    "0, 12289, 1",
    "1000, 100000000, 64",
    "0, 9223372036854775807, 1",
    "3, 9223372036854775807, 65536"
  })
  void blocksCoverTheRange(long first, long end, long chunk) {
    BlockLayout layout = new BlockLayout(first, end, chunk);
    long next = first;
    for (long b = 0; b < layout.blocks(); b++) {
      assertEquals(next, layout.firstOf(b));
      long count = layout.countOf(b);
      assertTrue(count > 0);
      assertTrue(b == layout.blocks() - 1 || count % chunk == 0);
      assertEquals((count + chunk - 1) / chunk, layout.chunksOf(b));
      // A block is at most 1/4,096 of what lies before it, or one chunk.
      assertTrue(count <= Math.max(chunk, (next - first) / 4_096 + chunk), "block " + b);
      next += count;
    }
    assertEquals(end, next);
  }

  @Test
  void aDayOfGpuWorkHasThousandsOfBlocksAndNoMore() {
    assertEquals(65_536, new BlockLayout(0, (1L << 15) * 4_096 * 65_535, 1 << 15).blocks());
    assertTrue(new BlockLayout(0, Long.MAX_VALUE, 1 << 15).blocks() < 150_000);
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new BlockLayout(3, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> new BlockLayout(-1, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> new BlockLayout(0, 3, 3));
    assertThrows(IllegalArgumentException.class, () -> new BlockLayout(0, 3, Long.MIN_VALUE));
  }
}
