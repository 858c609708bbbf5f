package org.liyorke.engine.cuda;

import java.math.BigInteger;
import java.util.Arrays;
import jcuda.Pointer;
import org.liyorke.tally.QuantityCounts;

/**
 * The values of one quantity of the networks of a batch, and their counts and sums over all batches
 * since the last {@link #clear}: the kernels' struct Tally.
 */
final class DeviceTally implements DeviceResource {
  /**
   * What stands before the bins: four counts, refused values, sums in two parts, squares in three.
   */
  private static final int HEAD = 10;

  private static final int LONGS = HEAD + QuantityCounts.BINS;
  private static final int PART_BITS = 32;

  private final DeviceContext context;
  private final DeviceBuffer tally;
  private DeviceBuffer values;

  DeviceTally(DeviceContext context) {
    this.context = context;
    tally = new DeviceBuffer(context, LONGS * (long) Long.BYTES);
  }

  /** Bytes of the value of a network. */
  static long networkBytes() {
    return Double.BYTES;
  }

  /** Allocates the values of so many networks. */
  void allocate(int networks, Resources buffers) {
    values = buffers.add(new DeviceBuffer(context, networks * networkBytes()));
  }

  /** The values, a double for each network, as an argument of a kernel. */
  Pointer values() {
    return Pointer.to(values.address());
  }

  /** Forgets what was counted. */
  void clear(DeviceStream stream) {
    tally.clear(stream);
  }

  /** The counts, as an argument of a kernel. */
  Pointer argument() {
    return Pointer.to(tally.address());
  }

  /** Counts the values of so many networks. */
  void add(KernelModule kernels, DeviceStream stream, int networks) {
    kernels.launch(
        stream, "tally_values", networks, argument(), values(), Pointer.to(new int[] {networks}));
  }

  /**
   * What was counted, after all work of the device before.
   *
   * @throws ArithmeticException if a value was beyond +-32,768
   */
  QuantityCounts counts() {
    long[] numbers = new long[LONGS];
    tally.read(numbers, 0, LONGS);
    QuantityCounts.requireNoneRefused(numbers[4]);
    BigInteger sum = BigInteger.valueOf(numbers[6]).shiftLeft(PART_BITS).add(unsigned(numbers[5]));
    BigInteger squares = unsigned(numbers[9]);
    for (int part = 8; part >= 7; part--) {
      squares = squares.shiftLeft(PART_BITS).add(unsigned(numbers[part]));
    }
    return new QuantityCounts(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        sum,
        squares,
        Arrays.copyOfRange(numbers, HEAD, LONGS));
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  @Override
  public void close() {
    tally.close();
  }
}
