package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class NetworkLinesTest {
  private static final String LAYERS =
      "\"layers\":[{\"weights\":[[2]],\"bias\":[0],\"activation\":\"abs\"}]";
  private static final String GOOD = "{\"id\":7," + LAYERS + "}";

  private static List<NetworkLine> read(String text) {
    List<NetworkLine> lines = new ArrayList<>();
    new NetworkLines(stream(text)).forEachRemaining(lines::add);
    return lines;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linesAreNumberedAndTheLastNeedsNoLineFeed() {
    assertEquals(List.of(), read(""));
    assertEquals(1, read(GOOD).size());
    assertEquals(1, read(GOOD + "\n").size());
    assertEquals(1, read(GOOD + "\r\n").size());
    List<NetworkLine> lines = read(GOOD + "\n" + GOOD + "\r\n" + GOOD);
    assertEquals(List.of(1L, 2L, 3L), lines.stream().map(NetworkLine::line).toList());
    lines.forEach(line -> assertEquals(2, line.network().layers().get(0).weights()[0][0]));
  }

  @Test
  void aBadLineIsReportedAndTheRestGoesOn() {
    List<NetworkLine> lines = read(GOOD + "\n\n \t\r\n{\"id\":\n" + "NaN\n" + GOOD + "\n");
    assertEquals(6, lines.size());
    assertEquals("the line is blank: must be a JSON object", lines.get(1).error());
    assertEquals("the line is blank: must be a JSON object", lines.get(2).error());
    assertEquals("the line is cut off: must be a whole JSON object", lines.get(3).error());
    assertEquals(
        "not JSON at column 4: NaN and infinities are not JSON numbers", lines.get(4).error());
    assertEquals(5, lines.get(4).line());
    for (int i = 1; i < 5; i++) {
      assertNull(lines.get(i).network());
    }
    assertNotNull(lines.get(5).network());
    assertEquals("7", lines.get(5).id().toString());
  }

  /** The id is found before the mistake, behind it, and deep inside a broken list of layers. */
  @Test
  void theIdOfABadLineIsReadWhereverItStands() {
    String[] layers = {
      "5", "[[[1,[2]]]]", "[{\"weights\":[[\"x\"]],\"more\":[{}]}]", "{\"a\":[{}]}", "[]", "null"
    };
    for (String bad : layers) {
      for (String json : List.of("{\"id\":\"z\",\"layers\":%s}", "{\"layers\":%s,\"id\":\"z\"}")) {
        NetworkLine line = read(json.formatted(bad)).get(0);
        assertNotNull(line.error(), json + bad);
        assertNull(line.network());
        assertEquals("z", line.id().textValue());
      }
    }
    assertEquals("z", read("{\"id\":\"z\",\"layers\":[").get(0).id().textValue());
    assertEquals("z", read("{\"id\":\"z\"," + LAYERS + "} x").get(0).id().textValue());
  }

  /** A stream that repeats a pattern: a line of any length without holding it. */
  private static final class LongLine extends InputStream {
    private final byte[] head;
    private final byte[] body;
    private final byte[] tail;
    private final long bodyBytes;
    private long position;

    LongLine(String head, String body, long repeats, String tail) {
      this.head = head.getBytes(StandardCharsets.UTF_8);
      this.body = body.getBytes(StandardCharsets.UTF_8);
      this.tail = tail.getBytes(StandardCharsets.UTF_8);
      bodyBytes = repeats * this.body.length;
    }

    @Override
    public int read() {
      long at = position++;
      if (at < head.length) {
        return head[(int) at] & 0xff;
      }
      at -= head.length;
      if (at < bodyBytes) {
        return body[(int) (at % body.length)] & 0xff;
      }
      at -= bodyBytes;
      return at < tail.length ? tail[(int) at] & 0xff : -1;
    }
  }

  private static void assertSkipped(String head, String body, String tail, String error) {
    long repeats = 20_000_000 / body.length();
    List<NetworkLine> lines = new ArrayList<>();
    new NetworkLines(new LongLine(head, body, repeats, tail + "\n" + GOOD + "\n"))
        .forEachRemaining(lines::add);
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).error().startsWith(error), lines.get(0).error());
    assertNotNull(lines.get(1).network());
  }

  /** Lines of 20 MB: 1 + 4 kinds; what is kept of them is bounded by the limits of the reader. */
  @Test
  void longLinesCostNoMemory() {
    assertSkipped(
        "{\"layers\":[{\"weights\":[", "[1],", "[1]]}]}", "layer 1: weights: more than 65536 rows");
    assertSkipped(
        "{\"layers\":[{\"bias\":[", "0.25,", "1]}]}", "layer 1: bias: more than 65536 numbers");
    assertSkipped("{\"id\":\"", "abc", "\"}", "beyond a limit: String value length");
    assertSkipped("", "garbage ", "", "not JSON at column");
    assertSkipped("{\"a\":\"", "abc", "\"}", "key layers is missing");
    assertSkipped("{", "\"a\":{},", "\"b\":1}", "key layers is missing");
    assertSkipped("", " ", "", "the line is blank");
  }

  @Test
  void badBytesAreAnErrorOfTheirLine() {
    byte[][] bad = {
      {(byte) 0xff, (byte) 0xfe, 'a', 0},
      {0, 0, 0, '{'},
      {'{', 0, 0, 0},
      {'{', '"', (byte) 0xc3, '"', '}'},
      {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
      {'"', (byte) 0xf8, 0, 0, 0},
      {0, '{', 0, '}'},
      {(byte) 0xff, (byte) 0xff}
    };
    for (byte[] bytes : bad) {
      byte[] text =
          (new String(bytes, StandardCharsets.ISO_8859_1) + "\n" + GOOD)
              .getBytes(StandardCharsets.ISO_8859_1);
      NetworkLines lines = new NetworkLines(new ByteArrayInputStream(text));
      assertNotNull(lines.next().error());
      assertNotNull(lines.next().network());
      assertFalse(lines.hasNext());
      assertThrows(NoSuchElementException.class, lines::next);
    }
  }

  /** A pipe: nothing beyond the line feed may be asked for before its line has been given out. */
  @Test
  void aLineIsGivenOutBeforeTheNextIsAskedFor() {
    byte[] text = (GOOD + "\n").getBytes(StandardCharsets.UTF_8);
    InputStream pipe =
        new InputStream() {
          private int calls;

          @Override
          public int read() {
            throw new AssertionError("reads go through the array");
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            assertTrue(calls++ == 0, "asked for more before the line was given out");
            System.arraycopy(text, 0, to, offset, text.length);
            return text.length;
          }
        };
    NetworkLines lines = new NetworkLines(pipe);
    assertNotNull(lines.next().network());
  }

  @Test
  void aFailingStreamIsNotABadLine() {
    InputStream failing =
        new InputStream() {
          private int left = 20;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("disk gone");
            }
            return ' ';
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            to[offset] = (byte) read();
            return 1;
          }
        };
    UserError error = assertThrows(UserError.class, () -> new NetworkLines(failing).next());
    assertEquals("line 1 cannot be read: disk gone", error.getMessage());
    assertEquals(3, error.exitStatus());
  }
}
