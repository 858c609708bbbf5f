package org.liyorke.campaign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A line of a journal: a JSON object whose last key is the CRC-32C of the hash of the configuration
 * and of the text before that key. So a line that was damaged is told apart, and so is one of
 * another campaign.
 */
final class SealedLine {
  private static final String BEGIN = ",\"crc32c\":\"";
  private static final String END = "\"}";
  private static final int SEAL = BEGIN.length() + 8 + END.length();

  private SealedLine() {}

  /**
   * The line, with its newline.
   *
   * @param object JSON object with at least one key
   */
  static byte[] seal(String object, String hash) {
    String open = object.substring(0, object.length() - 1);
    byte[] text = open.getBytes(StandardCharsets.UTF_8);
    String line = open + BEGIN + "%08x".formatted(checksum(text, text.length, hash)) + END + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The object that was sealed; null if the line is damaged.
   *
   * @param line without its newline
   */
  static byte[] open(byte[] line, String hash) {
    int length = line.length - SEAL;
    if (length < 1) {
      return null;
    }
    String seal = new String(line, length, SEAL, StandardCharsets.ISO_8859_1);
    if (!seal.equals(BEGIN + "%08x".formatted(checksum(line, length, hash)) + END)) {
      return null;
    }
    byte[] object = Arrays.copyOf(line, length + 1);
    object[length] = '}';
    return object;
  }

  private static int checksum(byte[] text, int length, String hash) {
    CRC32C sum = new CRC32C();
    sum.update(hash.getBytes(StandardCharsets.UTF_8));
    sum.update(text, 0, length);
    return (int) sum.getValue();
  }
}
