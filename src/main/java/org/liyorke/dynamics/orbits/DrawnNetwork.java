package org.liyorke.dynamics.orbits;

/**
 * A network to observe.
 *
 * @param parameters holds its numbers in the order of contract 2
 * @param offset of the first one
 * @param index of the network in its family
 * @param chaotic whether it is proven chaotic
 */
public record DrawnNetwork(float[] parameters, int offset, long index, boolean chaotic) {}
