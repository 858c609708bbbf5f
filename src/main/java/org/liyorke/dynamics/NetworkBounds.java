package org.liyorke.dynamics;

import java.util.List;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/**
 * Encloses a scalar network's map f and its slope on intervals, for activations of every kind.
 *
 * <p>The enclosure goes layer by layer: naive interval arithmetic, in each sum cut with the mean
 * value form z(c) + z'(I) (I - c), c the middle of the interval I, or the finite end of a ray. So
 * the overestimate is of second order in the width of I. Every bound is rounded outwards; what
 * overflows becomes infinite.
 *
 * <p>The results of the last call stand in the fields; not thread-safe.
 */
final class NetworkBounds {
  private static final double UNIT = 0x1p-53;

  private final List<Layer> layers;
  private final ActivationBounds[] activations;

  /** Values of a layer over the interval, its slopes, and its values at c. */
  private Column range;

  private Column slopes;
  private Column centre;
  private Column nextRange;
  private Column nextSlopes;
  private Column nextCentre;

  /** The interval less c. */
  private double left;

  private double right;

  /** The results of the last operation on intervals. */
  private double a;

  private double b;

  double low;
  double high;
  double slopeLow;
  double slopeHigh;

  /** Intervals, one for each unit. */
  private static final class Column {
    final double[] low;
    final double[] high;

    Column(int size) {
      low = new double[size];
      high = new double[size];
    }

    void set(int i, double from, double to) {
      low[i] = from;
      high[i] = to;
    }
  }

  /**
   * The map of a network.
   *
   * @param network with one input and one output; its numbers are taken exactly
   */
  NetworkBounds(Network network) {
    layers = network.layers();
    activations =
        layers.stream()
            .map(layer -> ActivationBounds.of(layer.activation()))
            .toArray(ActivationBounds[]::new);
    int size = layers.stream().mapToInt(Layer::outputs).max().orElseThrow();
    range = new Column(size);
    slopes = new Column(size);
    centre = new Column(size);
    nextRange = new Column(size);
    nextSlopes = new Column(size);
    nextCentre = new Column(size);
  }

  /** f(x), with the rounding errors of double precision: for guesses only. */
  double approximate(double x) {
    double[] state = {x};
    for (Layer layer : layers) {
      double[] next = new double[layer.outputs()];
      for (int j = 0; j < next.length; j++) {
        double sum = layer.bias()[j];
        for (int i = 0; i < state.length; i++) {
          sum += layer.weights()[j][i] * state[i];
        }
        next[j] = layer.activation().apply(sum);
      }
      state = next;
    }
    return state[0];
  }

  /**
   * Encloses f and its slopes, chords included, on [from, to].
   *
   * @param from at most {@code to}; either may be infinite
   */
  void over(double from, double to) {
    double c = middle(from, to);
    left = from == c ? 0 : Math.nextDown(from - c);
    right = to == c ? 0 : Math.nextUp(to - c);
    range.set(0, from, to);
    slopes.set(0, 1, 1);
    centre.set(0, c, c);
    for (int k = 0; k < activations.length; k++) {
      layer(layers.get(k), activations[k]);
      swap();
    }
    slopeLow = slopes.low[0];
    slopeHigh = slopes.high[0];
    a = range.low[0];
    b = range.high[0];
    cutByMeanValue(centre.low[0], centre.high[0], slopeLow, slopeHigh);
    low = a;
    high = b;
  }

  private static double middle(double from, double to) {
    if (Double.isInfinite(from)) {
      return Double.isInfinite(to) ? 0 : to;
    }
    return Double.isInfinite(to) ? from : from + (to - from) / 2;
  }

  private void layer(Layer layer, ActivationBounds activation) {
    for (int j = 0; j < layer.outputs(); j++) {
      double[] weights = layer.weights()[j];
      double bias = layer.bias()[j];
      sum(weights, 0, slopes);
      double steepLow = a;
      double steepHigh = b;
      sum(weights, bias, centre);
      double centreLow = a;
      double centreHigh = b;
      sum(weights, bias, range);
      cutByMeanValue(centreLow, centreHigh, steepLow, steepHigh);
      activation.over(a, b);
      nextRange.set(j, activation.low, activation.high);
      multiply(activation.slopeLow, activation.slopeHigh, steepLow, steepHigh);
      nextSlopes.set(j, a, b);
      activation.over(centreLow, centreHigh);
      nextCentre.set(j, activation.low, activation.high);
    }
  }

  private void swap() {
    Column r = range;
    range = nextRange;
    nextRange = r;
    Column s = slopes;
    slopes = nextSlopes;
    nextSlopes = s;
    Column c = centre;
    centre = nextCentre;
    nextCentre = c;
  }

  /**
   * Encloses sum w_i x_i + bias. A computed sum of n products and a bias is within (n + 1) u (1 +
   * (n + 2) u) times the sum of the magnitudes of the truth, u = 2^-53, and as much of what
   * underflows; (n + 4) u covers the roundings of that bound, too, for n up to 2^16.
   */
  private void sum(double[] w, double bias, Column x) {
    double down = bias;
    double up = bias;
    double downSize = Math.abs(bias);
    double upSize = downSize;
    for (int i = 0; i < w.length; i++) {
      if (w[i] != 0) {
        double least = w[i] * (w[i] > 0 ? x.low[i] : x.high[i]);
        double most = w[i] * (w[i] > 0 ? x.high[i] : x.low[i]);
        down += least;
        up += most;
        downSize += Math.abs(least);
        upSize += Math.abs(most);
      }
    }
    double error = (w.length + 4) * UNIT;
    double lost = w.length * Double.MIN_NORMAL;
    a = finiteOr(down - (error * downSize + lost), Double.NEGATIVE_INFINITY);
    b = finiteOr(up + (error * upSize + lost), Double.POSITIVE_INFINITY);
  }

  /** Cuts [a, b] with the mean value form. */
  private void cutByMeanValue(
      double centreLow, double centreHigh, double steepLow, double steepHigh) {
    double naiveLow = a;
    double naiveHigh = b;
    multiply(steepLow, steepHigh, left, right);
    double meanLow = Math.nextDown(centreLow + a);
    double meanHigh = Math.nextUp(centreHigh + b);
    // Comparisons that fail for NaN, which stands for no bound.
    a = meanLow > naiveLow ? meanLow : naiveLow;
    b = meanHigh < naiveHigh ? meanHigh : naiveHigh;
  }

  /** Encloses the product of two intervals; 0 times infinity is 0, as no slope is infinite. */
  private void multiply(double lowX, double highX, double lowY, double highY) {
    double p = product(lowX, lowY);
    double q = product(lowX, highY);
    double r = product(highX, lowY);
    double s = product(highX, highY);
    double least = Math.min(Math.min(p, q), Math.min(r, s));
    double most = Math.max(Math.max(p, q), Math.max(r, s));
    a = least == 0 && isZeroProduct(lowX, highX, lowY, highY) ? 0 : Math.nextDown(least);
    b = most == 0 && isZeroProduct(lowX, highX, lowY, highY) ? 0 : Math.nextUp(most);
  }

  private static boolean isZeroProduct(double lowX, double highX, double lowY, double highY) {
    return lowX == 0 && highX == 0 || lowY == 0 && highY == 0;
  }

  private static double product(double x, double y) {
    return x == 0 || y == 0 ? 0 : x * y;
  }

  private static double finiteOr(double v, double otherwise) {
    return Math.abs(v) < Double.POSITIVE_INFINITY ? v : otherwise;
  }
}
