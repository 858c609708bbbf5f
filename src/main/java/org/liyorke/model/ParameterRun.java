package org.liyorke.model;

import org.liyorke.random.Law;

/**
 * Neighbouring parameters of one law, as long as possible.
 *
 * @param law the law of all of them
 * @param parameter index of the first one among all parameters of the network
 * @param word index of the first word among the words of the network; meaningless for a constant
 *     law
 * @param count how many, at least 1
 */
public record ParameterRun(Law law, int parameter, int word, int count) {}
