package org.liyorke.oracle;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.dynamics.Verdict;
import org.liyorke.oracle.AdversarialNetworks.Kind;
import org.liyorke.proof.Enumeration;
import org.liyorke.proof.ExactMap;
import org.liyorke.proof.Finding;
import org.liyorke.proof.MarkovDiagram;
import org.liyorke.proof.PlainEvaluation;
import org.liyorke.proof.Rational;

/** The oracle against the corpus, and its parts against each other on nasty networks. */
class OracleTest {
  static List<Corpus.Entry> corpus() {
    return Corpus.entries();
  }

  @Test
  void corpusIsComplete() {
    assertEquals(185, corpus().size());
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void agreesWithCorpus(Corpus.Entry entry) {
    ExactMap f = ExactMap.of(entry.network());
    BruteForce.Truth truth = BruteForce.decide(f);
    assertAll(
        () -> assertEquals(entry.verdict(), name(truth.verdict()), truth.provenBy()),
        () -> assertEquals(entry.period3(), name(truth.period3()), truth.provenBy()),
        () -> agreesOnPiecesAndLaps(entry, f));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void agreesOnPiecesAndLaps(Corpus.Entry entry, ExactMap f) {
    ExactMap power = ExactMap.identity();
    for (int t = 0; t < 6; t++) {
      power = f.after(power);
      assertEquals(
          entry.truth().get("pieces").get(t).asInt(), power.pieces(), "pieces of f^" + (t + 1));
      assertEquals(entry.truth().get("laps").get(t).asInt(), power.laps(), "laps of f^" + (t + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void firstWitnessAgreesWithCorpus(Corpus.Entry entry) {
    JsonNode first = entry.truth().get("first_witness");
    int bound = first == null ? 12 : (1 << first.get("m").asInt()) * first.get("n").asInt();
    if (bound <= 12) {
      ExactMap f = ExactMap.of(entry.network());
      for (int t = 3; t <= bound; t++) {
        int m = Integer.numberOfTrailingZeros(t);
        int n = t >> m;
        boolean expected =
            first != null && first.get("m").asInt() == m && first.get("n").asInt() == n;
        boolean found = n >= 3 && NaivePeriods.hasOddWitness(f, m, n);
        assertEquals(expected, found, "witness of " + m + "," + n);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void enumerationAgreesWithNaiveSearch(Kind kind) {
    AdversarialNetworks.stream(kind, 1, 120)
        .forEach(
            named -> {
              ExactMap f = ExactMap.of(named.network());
              ExactMap power = ExactMap.identity();
              for (int t = 1; t <= 8; t++) {
                power = f.after(power);
                if (power.pieces() > 150) {
                  break;
                }
                Finding expected = NaivePeriods.hasLeastPeriod(f, t) ? Finding.YES : Finding.NO;
                assertEquals(
                    expected,
                    Enumeration.leastPeriod(f, t, Enumeration.DEFAULT_WORK),
                    named + " period " + t);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void periodThreeAgreesWithWitnessOfLiAndYorke(Kind kind) {
    AdversarialNetworks.stream(kind, 2, 60)
        .forEach(
            named -> {
              ExactMap f = ExactMap.of(named.network());
              Finding expected = NaivePeriods.hasOddWitness(f, 0, 3) ? Finding.YES : Finding.NO;
              assertEquals(
                  expected,
                  Enumeration.leastPeriod(f, 3, Enumeration.DEFAULT_WORK),
                  named::toString);
            });
  }

  /** Slopes of 1 + 2^-40 and the like stay open at any limit; there must be few of them. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void diagramAgreesWithEnumeration(Kind kind) {
    List<String> undecided = new ArrayList<>();
    AdversarialNetworks.stream(kind, 3, 120)
        .forEach(
            named -> {
              ExactMap f = ExactMap.of(named.network());
              BruteForce.Truth truth = BruteForce.decide(f);
              MarkovDiagram.Outcome outcome = MarkovDiagram.outcome(f, 20_000);
              if (truth.verdict() == Verdict.UNDECIDED) {
                undecided.add(named.name());
              } else if (outcome != MarkovDiagram.Outcome.OPEN) {
                assertEquals(
                    outcome.name(), truth.verdict().name(), named + " " + truth.provenBy());
              }
            });
    assertTrue(undecided.size() <= 2, undecided::toString);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void composedMapAgreesWithPlainEvaluation(Kind kind) {
    AdversarialNetworks.stream(kind, 4, 30)
        .forEach(
            named -> {
              ExactMap f = ExactMap.of(named.network());
              PlainEvaluation plain = new PlainEvaluation(named.network());
              for (int i = 0; i + 1 < f.pieces(); i++) {
                Rational x = f.breakpoint(i);
                for (Rational y :
                    List.of(x, x.minus(Rational.of(0.3)), x.plus(Rational.parse("1/7")))) {
                  assertEquals(plain.at(y), f.at(y), named + " at " + y);
                }
              }
              assertEquals(
                  plain.at(Rational.of(-1e200)), f.at(Rational.of(-1e200)), named::toString);
            });
  }
}
