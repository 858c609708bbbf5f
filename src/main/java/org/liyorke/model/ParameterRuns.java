package org.liyorke.model;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.random.Law;

/** Collects groups of parameters in order and joins neighbours of one law. */
final class ParameterRuns {
  private final List<ParameterRun> runs = new ArrayList<>();
  private int parameters;
  private int words;

  /** Appends {@code count} parameters of a law. */
  void add(Law law, int count) {
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).law().equals(law)) {
      ParameterRun run = runs.get(last);
      runs.set(last, new ParameterRun(law, run.parameter(), run.word(), run.count() + count));
    } else {
      runs.add(new ParameterRun(law, parameters, words, count));
    }
    parameters += count;
    words += law.isConstant() ? 0 : count;
  }

  List<ParameterRun> list() {
    return List.copyOf(runs);
  }
}
