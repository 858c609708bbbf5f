package org.liyorke.engine.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a device proved about consecutive networks.
 *
 * @param ordered ordered[n] is the number of networks that are proven to have no point of least
 *     period 2^n, which makes them ordered
 * @param chaotic how many are proven chaotic; a form of proof may stand there several times
 * @param proofs their proofs by ascending positions, or nothing if they were not asked for
 * @param unsettled positions of the other networks, counted from the first one, ascending
 */
public record DeviceVerdicts(
    long[] ordered, List<Chaotic> chaotic, List<DeviceProof> proofs, int[] unsettled) {
  /**
   * Networks with a {@link DeviceProof} of the same form.
   *
   * @param m at least 0
   * @param n odd, at least 3
   * @param networks how many, at least 1
   */
  public record Chaotic(int m, int n, long networks) {}

  /** How many networks were settled. */
  public long settled() {
    return Arrays.stream(ordered).sum() + chaotic.stream().mapToLong(Chaotic::networks).sum();
  }

  /**
   * These verdicts and those about further networks.
   *
   * @param start position of the first of these
   */
  DeviceVerdicts and(DeviceVerdicts next, int start) {
    Stream<DeviceProof> proofsThere = next.proofs.stream().map(proof -> proof.movedBy(start));
    IntStream unsettledThere = Arrays.stream(next.unsettled).map(position -> start + position);
    return new DeviceVerdicts(
        sum(ordered, next.ordered),
        Stream.concat(chaotic.stream(), next.chaotic.stream()).toList(),
        Stream.concat(proofs.stream(), proofsThere).toList(),
        IntStream.concat(Arrays.stream(unsettled), unsettledThere).toArray());
  }

  private static long[] sum(long[] a, long[] b) {
    long[] sum = Arrays.copyOf(a, Math.max(a.length, b.length));
    for (int i = 0; i < b.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
