package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import jcuda.Pointer;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.ParameterRun;
import org.liyorke.model.PiecewiseLinearActivation;
import org.liyorke.random.Law;

/** A family as the kernels of {@code decisions.cu} read it: their struct Family. */
final class DecisionFamily {
  private static final int PART_BYTES = DeviceLaws.LAW_BYTES + 16;
  private static final int BYTES = 4 * PART_BYTES + 80 + 48;

  /** Sums of jumps stay below 2^62 in magnitude, rounded as they are to integers. */
  private static final int SUM_BITS = 60;

  private final NetworkFamily family;
  private final DeviceLaws laws;
  private final List<ParameterRun> runs;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());

  /**
   * Fills the structure.
   *
   * @param family of two layers and a scalar state
   * @param laws of its random parameters
   * @param bandBits leading bits that tell bands apart
   */
  DecisionFamily(NetworkFamily family, DeviceLaws laws, int bandBits) {
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
    bytes.putInt(width).putInt((int) family.wordsPerNetwork()).putInt(bandBits).putInt(0);
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
