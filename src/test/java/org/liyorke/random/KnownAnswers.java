package org.liyorke.random;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Reads the known-answer files: lines of fields parted by spaces, the first names the kind, #
 * begins a comment.
 */
final class KnownAnswers {
  static final long FOLD = 6364136223846793005L;

  private KnownAnswers() {}

  static List<String[]> read(String file, String kind) {
    var stream =
        Objects.requireNonNull(
            KnownAnswers.class.getResourceAsStream("/known-answers/" + file), file);
    try (var reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      return reader
          .lines()
          .map(line -> line.split(" "))
          .filter(fields -> fields[0].equals(kind))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int word(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }

  static long number(String hex) {
    return Long.parseUnsignedLong(hex, 16);
  }
}
