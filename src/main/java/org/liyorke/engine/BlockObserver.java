package org.liyorke.engine;

import java.util.List;
import org.liyorke.tally.ObservableTally;

/**
 * Observes blocks of networks of the families it was made for. Not for use by several threads at
 * once.
 */
@FunctionalInterface
public interface BlockObserver {
  /**
   * Observes the networks of indices [first, first + count) of every family.
   *
   * @param first at least 0
   * @param count at least 1
   * @param verdicts of these networks, with the chaotic ones if an observable asks for them
   * @return one tally for each family
   */
  List<ObservableTally> observe(long first, long count, BlockResult verdicts);
}
