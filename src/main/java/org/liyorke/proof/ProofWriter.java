package org.liyorke.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.Witness;
import org.liyorke.model.Network;

/**
 * Writes decisions down as the answer lines of {@code classify}. The only place of this package
 * that knows the engine's result types; the checker reads the text.
 */
public final class ProofWriter {
  /** Orbits with more points than this are left out. */
  static final int MAX_ORBIT = 64;

  /** An orbit with a number of more characters than this is left out. */
  static final int MAX_DIGITS = 2_000;

  /** Bits of a number that can no longer be written with that many characters. */
  private static final long MAX_BITS = 4L * MAX_DIGITS;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ProofWriter() {}

  /**
   * The answer for a network as one line of JSON, without a line end.
   *
   * @param id the network's id, null if it has none
   */
  public static String write(JsonNode id, Network network, Decision decision) {
    return toJson(id, network, decision).toString();
  }

  /** The same as a tree, for other documents. */
  public static ObjectNode toJson(JsonNode id, Network network, Decision decision) {
    ObjectNode root = JSON.objectNode().set("id", id);
    root.put("verdict", decision.verdict().name().toLowerCase(Locale.ROOT));
    root.put("period3", decision.period3().name().toLowerCase(Locale.ROOT));
    if (decision.witness() != null) {
      root.set("witness", witness(network, decision.witness()));
    }
    if (decision.verdict() == Verdict.ORDERED) {
      root.set("reason", reason(decision.missingPeriod()));
    }
    if (decision.limit() != null) {
      root.put("limit", decision.limit());
    }
    return root;
  }

  /** The answer for line {@code line}, from 1, which could not be read. */
  public static String writeError(JsonNode id, long line, String error) {
    ObjectNode root = JSON.objectNode().set("id", id);
    return root.put("line", line).put("error", error).toString();
  }

  private static ObjectNode reason(long missingPeriod) {
    ObjectNode reason = JSON.objectNode();
    return missingPeriod > 0
        ? reason.put("no_period", missingPeriod)
        : reason.put("finite_diagram", true);
  }

  private static ObjectNode witness(Network network, Witness witness) {
    if (witness instanceof Witness.OddPeriod odd) {
      return oddPeriod(network, odd);
    }
    Witness.Loops loops = (Witness.Loops) witness;
    BigInteger[][][] bounds = loops.bounds();
    ObjectNode inner = JSON.objectNode();
    inner.set("interval", interval(bounds[0]));
    inner.set("first", loop(loops.p(), bounds[1]));
    inner.set("second", loop(loops.q(), bounds[2]));
    return JSON.objectNode().set("loops", inner);
  }

  private static ObjectNode loop(int steps, BigInteger[][] bounds) {
    ObjectNode loop = JSON.objectNode().put("steps", steps);
    return loop.set("interval", interval(bounds));
  }

  private static ArrayNode interval(BigInteger[][] bounds) {
    ArrayNode ends = JSON.arrayNode();
    for (BigInteger[] end : bounds) {
      ends.add(Rational.of(end[0], end[1]).toString());
    }
    return ends;
  }

  private static ObjectNode oddPeriod(Network network, Witness.OddPeriod odd) {
    ObjectNode node = JSON.objectNode().put("m", odd.m()).put("n", odd.n()).put("x", odd.point());
    List<String> orbit = orbit(network, odd);
    if (orbit != null) {
      ArrayNode points = node.putArray("orbit");
      orbit.forEach(points::add);
    }
    return node;
  }

  /** x, f(x), ..., f^(2^m n)(x), or null when that is too long to print or not rational. */
  private static List<String> orbit(Network network, Witness.OddPeriod odd) {
    if (DecimalMap.isSmooth(network)) {
      return null;
    }
    if (odd.m() > 6 || (long) odd.n() << odd.m() >= MAX_ORBIT) {
      return null;
    }
    Rational x = Rational.of(odd.numerator(), odd.denominator());
    List<Rational> points = new PlainEvaluation(network).orbit(x, odd.n() << odd.m(), MAX_BITS);
    if (points == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Rational point : points) {
      texts.add(point.toString());
    }
    return texts.stream().allMatch(text -> text.length() <= MAX_DIGITS) ? texts : null;
  }
}
