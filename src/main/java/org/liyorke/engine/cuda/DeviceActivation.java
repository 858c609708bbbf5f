package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import org.liyorke.dynamics.orbits.FloatLines;
import org.liyorke.model.Activation;
import org.liyorke.model.PiecewiseLinearActivation;

/** An activation as the kernels read it: their struct Activation. */
final class DeviceActivation {
  private static final int BYTES = 40;

  /** The kernels' ActivationKind. */
  private static final int IDENTITY = 0;

  private static final int RELU = 1;
  private static final int LINES = 2;
  private static final int TANH = 3;
  private static final int SIGMOID = 4;
  private static final int GELU = 5;

  private DeviceActivation() {}

  /** The argument {@code f} of a kernel. */
  static Pointer argument(Activation activation) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());
    int kind = kind(activation);
    bytes.putInt(kind);
    if (kind == LINES) {
      put(FloatLines.of(activation.piecewiseLinear()), bytes);
    }
    return Pointer.to(bytes.rewind());
  }

  private static int kind(Activation activation) {
    if (activation instanceof PiecewiseLinearActivation linear) {
      // A line through 0 times minus infinity would be no number.
      return linear.isIdentity() ? IDENTITY : linear.equals(Activation.RELU) ? RELU : LINES;
    }
    if (activation == Activation.TANH) {
      return TANH;
    }
    return activation == Activation.SIGMOID ? SIGMOID : GELU;
  }

  private static void put(FloatLines lines, ByteBuffer bytes) {
    bytes.putFloat(lines.lo()).putFloat(lines.hi());
    bytes.putFloat(lines.left()).putFloat(lines.middle()).putFloat(lines.right());
    bytes.putFloat(lines.leftConstant()).putFloat(lines.middleConstant());
    bytes.putFloat(lines.rightConstant());
  }
}
