package org.liyorke.engine.cuda;

/**
 * What a device proved about consecutive networks.
 *
 * @param ordered ordered[n] is the number of networks that are proven to have no point of least
 *     period 2^n, which makes them ordered
 * @param unsettled positions of the other networks, counted from the first one, ascending
 */
public record DeviceVerdicts(long[] ordered, int[] unsettled) {}
