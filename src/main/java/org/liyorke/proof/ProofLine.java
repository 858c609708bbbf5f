package org.liyorke.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One line of the answer of {@code classify}, as read back: what is claimed about one network.
 *
 * @param id the id of the network, any JSON scalar; null if absent or null
 * @param claim the verdict with its proof, or an error
 * @param period3 whether a point of least period three is claimed to exist; OPEN when undecided or
 *     for an error
 */
public record ProofLine(JsonNode id, Claim claim, Finding period3) {
  /** What a line claims. */
  public sealed interface Claim permits Chaotic, Ordered, Undecided, Failed {}

  /** Chaos, with its proof. */
  public record Chaotic(Witness witness) implements Claim {}

  /**
   * Order.
   *
   * @param missingPeriod the power of two that is the least period of no point; 0 for a finite
   *     diagram
   */
  public record Ordered(long missingPeriod) implements Claim {}

  /** Nothing is claimed. */
  public record Undecided() implements Claim {}

  /**
   * The network could not be read.
   *
   * @param line number of the line, from 1; 0 if not given
   */
  public record Failed(long line, String error) implements Claim {}

  /** A proof of chaos. */
  public sealed interface Witness permits OddPeriod, Loops {}

  /**
   * g = f^(2^m) has g^n(x) &lt;= x &lt; g(x), or both reversed.
   *
   * @param orbit x, f(x), f(f(x)), ..., as many points as were given, perhaps none
   */
  public record OddPeriod(int m, int n, Rational x, List<Rational> orbit) implements Witness {}

  /**
   * Two loops through D: {@code first} and {@code second} are stretched over D.
   *
   * @param interval D
   */
  public record Loops(Interval interval, Loop first, Loop second) implements Witness {}

  /** A part of D that f^steps stretches over D. */
  public record Loop(int steps, Interval interval) {}

  /** The closed interval [lo, hi]. */
  public record Interval(Rational lo, Rational hi) {}

  /**
   * Reads one line.
   *
   * @throws org.liyorke.model.UserError (input data) that tells in one line what is malformed
   */
  public static ProofLine parse(String json) {
    return ProofReader.read(json);
  }
}
