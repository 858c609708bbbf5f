/**
 * JMH benchmarks of the draw, the map and the decision.
 *
 * <p>Every benchmark checks its output in its set-up, before anything is timed, and throws
 * IllegalStateException if it is wrong; each class times an alternative in the same run. Nothing
 * outside this package depends on it.
 */
package org.liyorke.bench;
