package org.liyorke.dynamics;

/**
 * A compensated sum: the rounding error of every addition is computed exactly (Knuth's two-sum) and
 * summed up apart. After n additions of terms with partial sums of at most S the pair errs by less
 * than (n u)^2 S, u = 2^-53, and its rounded value by u of itself more.
 */
final class TwoSum {
  private double high;
  private double low;

  TwoSum(double v) {
    high = v;
  }

  void add(double v) {
    double sum = high + v;
    double taken = sum - high;
    low += (high - (sum - taken)) + (v - taken);
    high = sum;
  }

  double rounded() {
    return high + low;
  }
}
