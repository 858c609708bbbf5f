package org.liyorke.report;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.liyorke.dynamics.Witness;

/**
 * The lines of a catalog for one block of networks, made by the thread that decided them.
 *
 * <p>A line is {@code {"point":0,"index":17,"m":0,"n":3,"x":"2/9"}}; for a horseshoe {@code
 * "loops"} takes the place of m, n and x: {@code
 * {"p":2,"q":3,"d":["0","1"],"i":["0","1/4"],"j":["1/2","1"]}}.
 */
public final class CatalogBlock {
  private static final String[] INTERVALS = {"d", "i", "j"};

  private final StringBuilder lines = new StringBuilder();

  /**
   * Adds a chaotic network; call it by growing index.
   *
   * @param point position of the point in the report
   * @param index of the network
   * @param witness its proof
   */
  public void add(int point, long index, Witness witness) {
    lines.append("{\"point\":").append(point).append(",\"index\":").append(index);
    if (witness instanceof Witness.OddPeriod odd) {
      lines.append(",\"m\":").append(odd.m()).append(",\"n\":").append(odd.n());
      lines.append(",\"x\":\"").append(odd.point()).append("\"}\n");
    } else if (witness instanceof Witness.Loops loops) {
      appendLoops(loops);
    }
  }

  /** Adds a network as the line that an earlier run made of it, without a newline. */
  public void add(String line) {
    lines.append(line).append('\n');
  }

  /** The lines, each ended by a newline. */
  public String text() {
    return lines.toString();
  }

  /** The lines in UTF-8. */
  byte[] bytes() {
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void appendLoops(Witness.Loops loops) {
    lines.append(",\"loops\":{\"p\":").append(loops.p()).append(",\"q\":").append(loops.q());
    for (int i = 0; i < INTERVALS.length; i++) {
      BigInteger[][] ends = loops.bounds()[i];
      lines
          .append(",\"")
          .append(INTERVALS[i])
          .append("\":[\"")
          .append(fraction(ends[0]))
          .append("\",\"");
      lines.append(fraction(ends[1])).append("\"]");
    }
    lines.append("}}\n");
  }

  private static String fraction(BigInteger[] end) {
    return end[1].equals(BigInteger.ONE) ? end[0].toString() : end[0] + "/" + end[1];
  }
}
