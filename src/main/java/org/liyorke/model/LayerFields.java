package org.liyorke.model;

/** The keys of one layer as they are met; none may stand twice. */
final class LayerFields {
  private final String where;
  private double[][] weights;
  private double[] bias;
  private String activation;
  private Double lo;
  private Double hi;

  /**
   * Nothing met yet.
   *
   * @param where the layer, for messages
   */
  LayerFields(String where) {
    this.where = where;
  }

  void weights(double[][] value) {
    requireNone(weights, "weights");
    weights = value;
  }

  void bias(double[] value) {
    requireNone(bias, "bias");
    bias = value;
  }

  void activation(String value) {
    requireNone(activation, "activation");
    activation = value;
  }

  void lo(double value) {
    requireNone(lo, "lo");
    lo = value;
  }

  void hi(double value) {
    requireNone(hi, "hi");
    hi = value;
  }

  /** The layer, once all keys have been met. */
  Layer layer() {
    requireSome(weights, "weights");
    requireSome(bias, "bias");
    requireSome(activation, "activation");
    return new Layer(weights, bias, resolved());
  }

  private Activation resolved() {
    Activation named;
    try {
      named = Activation.named(activation);
    } catch (UserError e) {
      throw e.in(where, UserError.INPUT);
    }
    if (lo == null && hi == null) {
      return named;
    }
    if (named != Activation.CLIP) {
      throw UserError.input(
          where + ": lo and hi with activation " + activation + ": must go with clip");
    }
    double low = lo == null ? Activation.CLIP.lo() : lo;
    double high = hi == null ? Activation.CLIP.hi() : hi;
    if (!(low < high)) {
      throw UserError.input(where + ": lo " + low + ", hi " + high + ": lo must be below hi");
    }
    return Activation.clip(named.name(), low, high);
  }

  private void requireNone(Object value, String key) {
    if (value != null) {
      throw UserError.input(where + ": key " + key + " stands twice: must stand once");
    }
  }

  private void requireSome(Object value, String key) {
    if (value == null) {
      throw UserError.input(where + ": key " + key + " is missing");
    }
  }
}
