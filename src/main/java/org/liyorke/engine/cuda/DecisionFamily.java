package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import jcuda.Pointer;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.ParameterRun;
import org.liyorke.model.PiecewiseLinearActivation;
import org.liyorke.random.Law;

/** A family as the kernels of {@code decisions.cu} read it: their struct Family. */
final class DecisionFamily {
  private static final int PART_BYTES = DeviceLaws.LAW_BYTES + 16;
  private static final int BYTES = 4 * PART_BYTES + 80 + 56;

  /** Sums of jumps stay below 2^62 in magnitude, rounded as they are to integers. */
  private static final int SUM_BITS = 60;

  /**
   * Magnitudes that are rounded to integers of 32 bits are expected to sum up to less than this
   * power of two, and may be nearly four times as large; the kernels refuse networks with more.
   */
  private static final int UNIT_BITS = 29;

  /** Words at which the mean magnitude of a law is taken. */
  private static final int SAMPLES = 1 << 10;

  /** From here on float32 arithmetic might overflow. */
  private static final double LARGEST = 0x1p60;

  /**
   * A little more than 1: it takes the borders of bands away from short numbers, where kinks of
   * constant weights are.
   */
  private static final double ASIDE = 1 + 0x1.9p-11;

  private final NetworkFamily family;
  private final DeviceLaws laws;
  private final List<ParameterRun> runs;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());

  /**
   * Fills the structure.
   *
   * @param family of two layers and a scalar state
   * @param laws of its random parameters
   */
  DecisionFamily(NetworkFamily family, DeviceLaws laws) {
    this.family = family;
    this.laws = laws;
    runs = family.runs();
    int width = family.width();
    for (int first : new int[] {0, width, 2 * width, 3 * width}) {
      putPart(first);
    }
    PiecewiseLinearActivation hidden = family.activation().piecewiseLinear();
    putHidden(hidden);
    PiecewiseLinearActivation output = family.output().piecewiseLinear();
    bytes.putDouble(output.isIdentity() ? Double.NEGATIVE_INFINITY : output.lo());
    bytes.putDouble(output.isClip() ? output.hi() : Double.POSITIVE_INFINITY);
    putScales(hidden);
    putUnits(hidden);
    bytes.putInt(width).putInt((int) family.wordsPerNetwork()).putInt(0);
    bytes.rewind();
  }

  /** The argument {@code family} of a kernel. */
  Pointer argument() {
    return Pointer.to(bytes);
  }

  /** Number of kinks of a piecewise linear activation: 1 or 2. */
  static int kinks(PiecewiseLinearActivation hidden) {
    return hidden.hi() > hidden.lo() ? 2 : 1;
  }

  private ParameterRun runOf(int parameter) {
    for (ParameterRun run : runs) {
      if (parameter < run.parameter() + run.count()) {
        return run;
      }
    }
    throw new IllegalArgumentException("parameter " + parameter);
  }

  /** The kernels' struct Part for the parameters from {@code first} on. */
  private void putPart(int first) {
    ParameterRun run = runOf(first);
    Law law = run.law();
    if (law.isConstant()) {
      bytes.position(bytes.position() + DeviceLaws.LAW_BYTES);
    } else {
      laws.put(run, bytes);
    }
    bytes.putInt(run.word() + first - run.parameter());
    bytes.putInt(law.isConstant() ? 1 : 0);
    bytes.putFloat(law.isConstant() ? law.fromWord(0) : 0);
    bytes.putInt(0);
  }

  /** The kernels' struct Hidden. */
  private void putHidden(PiecewiseLinearActivation f) {
    boolean two = kinks(f) == 2;
    double afterFirst = two ? f.middle() : f.right();
    bytes.putDouble(f.lo()).putDouble(f.hi());
    bytes.putDouble(afterFirst - f.left()).putDouble(f.right() - f.middle());
    bytes.putDouble(f.left()).putDouble(f.valueAtLo() - f.left() * f.lo());
    double valueAtHi = f.valueAtLo() + f.middle() * (f.hi() - f.lo());
    bytes.putDouble(f.right()).putDouble(valueAtHi - f.right() * f.hi());
    bytes.putInt(entering(f.left(), afterFirst)).putInt(entering(f.middle(), f.right()));
    bytes.putInt(kinks(f)).putInt(0);
  }

  private static int entering(double before, double after) {
    return (after != 0 ? 1 : 0) - (before != 0 ? 1 : 0);
  }

  /** Powers of two that make of jumps integers, as large as the sum of all jumps allows. */
  private void putScales(PiecewiseLinearActivation f) {
    int width = family.width();
    double jump = Math.max(Math.abs(f.middle() - f.left()), Math.abs(f.right() - f.left()));
    jump = Math.max(jump, Math.abs(f.right() - f.middle()));
    double factor = largest(2 * width) * jump * width * kinks(f);
    double bias = largest(width) + Math.max(Math.abs(f.lo()), Math.abs(f.hi()));
    bytes.putDouble(scale(factor * largest(0))).putDouble(scale(factor * bias));
  }

  /** The powers of two for integers of 32 bits, and the spread of the bands of the line. */
  private void putUnits(PiecewiseLinearActivation f) {
    int width = family.width();
    boolean huge =
        IntStream.of(0, width, 2 * width, 3 * width).mapToDouble(this::largest).max().orElse(0)
            > LARGEST;
    double weight = mean(0, 0);
    double argument = Math.max(mean(width, f.lo()), mean(width, f.hi()));
    double factors = width * mean(2 * width, 0);
    // Of a clamp both kinks and the value on the far left are summed.
    double offsets = kinks(f) == 1 ? argument : 2 * argument + Math.max(-f.lo(), f.hi());
    double constant = mean(3 * width, 0);
    bytes.putFloat(huge ? Float.NaN : units(factors * weight * kinks(f)));
    bytes.putFloat(huge ? Float.NaN : units(factors * offsets + constant));
    double spread = weight > 0 && argument > 0 ? argument / weight : 1;
    bytes.putFloat((float) (ASIDE * Math.min(Math.max(spread, 1 / LARGEST), LARGEST)));
  }

  private static float units(double sum) {
    double least = Math.scalb(1.0, -UNIT_BITS);
    return Math.scalb(1f, UNIT_BITS - 1 - Math.getExponent(Math.max(sum, least)));
  }

  /** The mean distance of a parameter from a number, about. */
  private double mean(int parameter, double from) {
    Law law = runOf(parameter).law();
    int step = (int) ((1L << Integer.SIZE) / SAMPLES);
    return IntStream.range(0, SAMPLES)
        .mapToDouble(i -> Math.abs(law.fromWord(i * step + step / 2) - from))
        .average()
        .orElseThrow();
  }

  /** The largest magnitude of a parameter: numbers increase with their words. */
  private double largest(int parameter) {
    Law law = runOf(parameter).law();
    return Math.max(Math.abs((double) law.fromWord(0)), Math.abs((double) law.fromWord(-1)));
  }

  private static double scale(double sum) {
    // Where all jumps are 0 any scale will do; it also says how fine the sums are.
    return Math.scalb(1.0, SUM_BITS - (sum == 0 ? Float.MIN_EXPONENT : Math.getExponent(sum)));
  }
}
