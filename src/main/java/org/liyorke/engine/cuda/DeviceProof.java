package org.liyorke.engine.cuda;

/**
 * A device's proof that a network is chaotic: with g = f^(2^m), g^n(x) &lt;= x &lt; g(x) or both
 * reversed. It has a point of period three if and only if m = 0 and n = 3.
 *
 * @param position of the network, counted from the first one of a range
 * @param m at least 0
 * @param n odd, at least 3
 */
public record DeviceProof(int position, int m, int n, double x) {
  DeviceProof movedBy(int start) {
    return new DeviceProof(start + position, m, n, x);
  }
}
