/**
 * Mergeable counts of verdicts and sums of observables, intervals for the probabilities behind
 * them, and tests between points.
 *
 * <p>What a change must keep (contract 5): counts are 64-bit integers, sums of real values
 * fixed-point integers; merging is associative and commutative to the bit, so every partition of an
 * index range gives the same tally; an overflow is an error, never a wrap. Adding an ordered
 * decision, which is what nearly every network is, costs a few array operations and allocates
 * nothing. Tests between points with shared draws are paired (contract 2). Whatever needs random
 * numbers takes them from a fixed seed: equal counts give equal p-values.
 */
package org.liyorke.tally;
