package org.liyorke.cli;

/**
 * Indices of networks.
 *
 * @param first at least 0
 * @param end excluded, above first
 */
record IndexRange(long first, long end) {}
