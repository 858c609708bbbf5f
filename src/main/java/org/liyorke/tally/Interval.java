package org.liyorke.tally;

/**
 * An estimated probability with an interval. With n = 0 networks the estimate is NaN and the
 * interval [0, 1].
 *
 * @param estimate in [0, 1]
 * @param lower lower end, at most the estimate
 * @param upper upper end, at least the estimate
 * @param confidence the interval holds the probability with at least this probability; in (0, 1)
 */
public record Interval(double estimate, double lower, double upper, double confidence) {}
