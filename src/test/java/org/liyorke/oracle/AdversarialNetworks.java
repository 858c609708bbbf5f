package org.liyorke.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/**
 * Seeded generators of small networks that go wrong easily: coinciding breakpoints, slopes of
 * exactly +-1 and 0, intervals of periodic points, unbounded ends with slope products of exactly 1,
 * dead units, extreme magnitudes, maps next to bifurcations.
 */
public final class AdversarialNetworks {
  private static final Activation[] HIDDEN = {
    Activation.RELU,
    Activation.RELU,
    Activation.RELU,
    Activation.LEAKY_RELU,
    Activation.ABS,
    Activation.CLIP,
    Activation.HARD_TANH
  };

  private static final Activation[] OUTPUT = {
    Activation.IDENTITY, Activation.IDENTITY, Activation.IDENTITY, Activation.RELU, Activation.CLIP
  };

  private AdversarialNetworks() {}

  /** What makes a network nasty. */
  public enum Kind {
    /** Integer weights from -2 to 2. */
    SMALL_INTEGER,
    /** Half-integer weights from -2 to 2. */
    HALF_INTEGER,
    /** Powers of two and their negatives, many of them 1. */
    POWERS_OF_TWO,
    /**
     * The map is given by integer values at consecutive integers, with outer slopes of small
     * integers.
     */
    INTEGER_GRAPH,
    /**
     * As before, but the values are a permutation that is a Stefan cycle, a doubled cycle, or a
     * random cycle.
     */
    CYCLE_GRAPH,
    /**
     * A graph as before with one weight changed by one unit in the last place, or a little more.
     */
    PERTURBED_GRAPH,
    /** Tent and trapezoid maps with slopes and heights near bifurcations. */
    TENT,
    /** Two unbounded ends of negative slope with product near or exactly 1. */
    SLOPE_PRODUCT_ONE,
    /** Half-integer weights, some units scaled by 1e-100 ... 1e100 against their output weight. */
    EXTREME,
    /** Unrelated magnitudes from denormals to 1e300. */
    WILD,
    /** Unit weights with repeated breakpoints, dead and cancelling units. */
    DEGENERATE_UNITS,
    /** One layer only: slope and bias. */
    DEPTH_ONE,
    /** Three layers of half-integer weights. */
    DEPTH_THREE,
    /** He-initialised float32 weights. */
    HE_FLOAT,
    /** He with larger output weights: mostly chaotic. */
    HE_GAIN
  }

  /** A network and how to make it again. */
  public record Named(String name, Network network) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** {@code count} networks of a kind; number i depends on (kind, seed, i) alone. */
  public static Stream<Named> stream(Kind kind, long seed, int count) {
    return IntStream.range(0, count).mapToObj(i -> number(kind, seed, i));
  }

  /** {@code perKind} networks of every kind. */
  public static Stream<Named> all(long seed, int perKind) {
    return Stream.of(Kind.values()).flatMap(kind -> stream(kind, seed, perKind));
  }

  /** Network {@code index} of a kind. */
  public static Named number(Kind kind, long seed, int index) {
    SplittableRandom rng =
        new SplittableRandom(seed * 0x9e3779b97f4a7c15L + 1_000_003L * kind.ordinal() + index);
    return new Named(kind + ":" + seed + ":" + index, next(rng, kind));
  }

  /** The next network of a kind: 1 to 8 hidden units, or as many as its graph needs. */
  public static Network next(SplittableRandom rng, Kind kind) {
    return switch (kind) {
      case SMALL_INTEGER -> random(rng, 2, r -> r.nextInt(-2, 3));
      case HALF_INTEGER -> random(rng, 2, AdversarialNetworks::half);
      case POWERS_OF_TWO ->
          random(rng, 2, r -> Math.scalb(sign(r), r.nextInt(3) == 0 ? r.nextInt(-3, 4) : 0));
      case INTEGER_GRAPH ->
          graph(rng, IntStream.range(0, rng.nextInt(2, 9)).map(i -> rng.nextInt(0, 7)).toArray());
      case CYCLE_GRAPH -> graph(rng, cycle(rng));
      case PERTURBED_GRAPH ->
          perturbed(rng, graph(rng, rng.nextBoolean() ? cycle(rng) : randomCycle(rng)));
      case TENT -> tent(rng);
      case SLOPE_PRODUCT_ONE -> slopeProductOne(rng);
      case EXTREME -> extreme(rng);
      case WILD -> random(rng, 2, AdversarialNetworks::wild);
      case DEGENERATE_UNITS -> degenerate(rng);
      case DEPTH_ONE -> network(layer(1, 1, rng, AdversarialNetworks::half, pick(rng, OUTPUT)));
      case DEPTH_THREE -> random(rng, 3, AdversarialNetworks::half);
      case HE_FLOAT -> he(rng, 1);
      case HE_GAIN -> he(rng, rng.nextInt(2, 7));
    };
  }

  /** Draws one weight. */
  private interface Weight {
    double draw(SplittableRandom rng);
  }

  private static double half(SplittableRandom rng) {
    return rng.nextInt(-4, 5) / 2.0;
  }

  private static double sign(SplittableRandom rng) {
    return rng.nextBoolean() ? 1 : -1;
  }

  private static double wild(SplittableRandom rng) {
    int exponent = rng.nextInt(4) == 0 ? rng.nextInt(-1074, 1000) : rng.nextInt(-4, 5);
    return sign(rng) * Math.scalb(1 + rng.nextInt(16) / 16.0, exponent);
  }

  private static <T> T pick(SplittableRandom rng, T[] values) {
    return values[rng.nextInt(values.length)];
  }

  private static Network network(Layer... layers) {
    return new Network(List.of(layers));
  }

  private static Layer layer(
      int in, int out, SplittableRandom rng, Weight weight, Activation activation) {
    double[][] weights = new double[out][in];
    double[] bias = new double[out];
    for (int i = 0; i < out; i++) {
      for (int j = 0; j < in; j++) {
        weights[i][j] = weight.draw(rng);
      }
      bias[i] = weight.draw(rng);
    }
    return new Layer(weights, bias, activation);
  }

  private static Network random(SplittableRandom rng, int depth, Weight weight) {
    List<Layer> layers = new ArrayList<>();
    int in = 1;
    Activation hidden = pick(rng, HIDDEN);
    for (int i = 0; i < depth - 1; i++) {
      int width = rng.nextInt(1, depth > 2 ? 5 : 9);
      layers.add(layer(in, width, rng, weight, hidden));
      in = width;
    }
    layers.add(layer(in, 1, rng, weight, pick(rng, OUTPUT)));
    return new Network(layers);
  }

  /** The ReLU network through (i, values[i]), i = 0, 1, ..., with random outer slopes. */
  private static Network graph(SplittableRandom rng, int[] values) {
    int n = values.length;
    double[] slopes = new double[n + 1];
    for (int i = 1; i < n; i++) {
      slopes[i] = values[i] - values[i - 1];
    }
    slopes[0] = rng.nextInt(3) == 0 ? rng.nextInt(-3, 4) : 0;
    slopes[n] = rng.nextInt(3) == 0 ? rng.nextInt(-3, 4) : 0;
    double[][] in = new double[n + 1][1];
    double[] bias = new double[n + 1];
    double[] out = new double[n + 1];
    in[0][0] = -1;
    out[0] = -slopes[0];
    for (int i = 0; i < n; i++) {
      in[i + 1][0] = 1;
      bias[i + 1] = -i;
      out[i + 1] = slopes[i + 1] - (i == 0 ? 0 : slopes[i]);
    }
    return twoLayers(in, bias, out, values[0], Activation.IDENTITY);
  }

  private static Network twoLayers(
      double[][] in, double[] bias, double[] out, double c, Activation output) {
    return network(
        new Layer(in, bias, Activation.RELU),
        new Layer(new double[][] {out}, new double[] {c}, output));
  }

  private static int[] cycle(SplittableRandom rng) {
    int choice = rng.nextInt(3);
    int[] odd = stefan(2 * rng.nextInt(1, 5) + 1);
    if (choice == 0) {
      return odd;
    }
    return choice == 1 ? doubled(stefan(2 * rng.nextInt(1, 3) + 1)) : randomCycle(rng);
  }

  /**
   * A Stefan cycle of odd length: the middle point goes to the last, the orbit spirals outwards.
   */
  private static int[] stefan(int n) {
    int middle = n / 2;
    int[] order = new int[n];
    for (int i = 1; i < n; i++) {
      order[i] = i % 2 == 1 ? (i + 1) / 2 : -i / 2;
    }
    int[] next = new int[n];
    for (int i = 0; i < n; i++) {
      next[middle + order[i]] = middle + order[(i + 1) % n];
    }
    return next;
  }

  /**
   * The cycle of twice the length that swaps two halves and follows the given one every second
   * step.
   */
  private static int[] doubled(int[] cycle) {
    int n = cycle.length;
    int[] next = new int[2 * n];
    for (int i = 0; i < n; i++) {
      next[i] = n + i;
      next[n + i] = cycle[i];
    }
    return next;
  }

  private static int[] randomCycle(SplittableRandom rng) {
    int n = rng.nextInt(2, 10);
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = rng.nextInt(i + 1);
      int keep = order[i];
      order[i] = order[j];
      order[j] = keep;
    }
    int[] next = new int[n];
    for (int i = 0; i < n; i++) {
      next[order[i]] = order[(i + 1) % n];
    }
    return next;
  }

  private static Network perturbed(SplittableRandom rng, Network network) {
    double[][] out = {network.layers().get(1).weights()[0].clone()};
    int i = rng.nextInt(out[0].length);
    double size = rng.nextBoolean() ? Math.ulp(out[0][i]) : Math.scalb(1.0, -rng.nextInt(1, 50));
    out[0][i] += sign(rng) * size;
    return network(
        network.layers().get(0),
        new Layer(out, network.layers().get(1).bias(), Activation.IDENTITY));
  }

  private static Network tent(SplittableRandom rng) {
    double[] slopes = {
      2, 1, 1.25, 1.5, Math.sqrt(2), (1 + Math.sqrt(5)) / 2, Math.pow(2, 0.25), 1.5129, 1.8393, 3
    };
    double[] heights = {
      0.75, 0.8, 14.0 / 17, 212.0 / 257, 0.82490806728021999, 0.84375, 26.0 / 31, 6.0 / 7, 2.0 / 3
    };
    double nudge = rng.nextInt(3) == 0 ? 0 : sign(rng) * Math.scalb(1.0, -rng.nextInt(4, 53));
    if (rng.nextBoolean()) {
      double s = slopes[rng.nextInt(slopes.length)] + nudge;
      return twoLayers(
          new double[][] {{1}, {1}},
          new double[] {0, -0.5},
          new double[] {s, -2 * s},
          0,
          pick(rng, OUTPUT));
    }
    double h = heights[rng.nextInt(heights.length)] + nudge;
    return twoLayers(
        new double[][] {{1}, {1}, {1}},
        new double[] {0, -h / 2, h / 2 - 1},
        new double[] {2, -2, -2},
        0,
        Activation.IDENTITY);
  }

  private static Network slopeProductOne(SplittableRandom rng) {
    double s = Math.scalb(1.0, rng.nextInt(-3, 4));
    double[][] in = {{-1}, {1}, {1}, {1}};
    double[] bias = {0, 0, -1, -2};
    double right = -1 / s + (rng.nextInt(3) == 0 ? sign(rng) * Math.ulp(1.0) : 0);
    double a = half(rng);
    double b = half(rng);
    return twoLayers(
        in, bias, new double[] {s, a, b, right - a - b}, half(rng), Activation.IDENTITY);
  }

  private static Network extreme(SplittableRandom rng) {
    int width = rng.nextInt(1, 9);
    double[][] in = new double[width][1];
    double[] bias = new double[width];
    double[] out = new double[width];
    double unit = Math.pow(10, rng.nextInt(-100, 101));
    for (int i = 0; i < width; i++) {
      double scale = Math.pow(10, rng.nextInt(-100, 101));
      in[i][0] = half(rng) * scale;
      bias[i] = half(rng) * scale * unit;
      out[i] = half(rng) / scale;
    }
    return twoLayers(in, bias, out, half(rng) * unit, pick(rng, OUTPUT));
  }

  private static Network degenerate(SplittableRandom rng) {
    int width = rng.nextInt(3, 9);
    double[][] in = new double[width][1];
    double[] bias = new double[width];
    double[] out = new double[width];
    for (int i = 0; i < width; i++) {
      in[i][0] = rng.nextInt(4) == 0 ? 0 : sign(rng) * Math.scalb(1.0, rng.nextInt(-1, 2));
      bias[i] = -in[i][0] * rng.nextInt(3) + (in[i][0] == 0 ? rng.nextInt(-1, 2) : 0);
      out[i] = i > 0 && rng.nextInt(4) == 0 ? -out[i - 1] : half(rng);
    }
    return twoLayers(in, bias, out, half(rng), pick(rng, OUTPUT));
  }

  private static Network he(SplittableRandom rng, double gain) {
    int width = rng.nextInt(1, 9);
    Activation hidden = pick(rng, HIDDEN);
    Layer first = layer(1, width, rng, r -> normal(r, Math.sqrt(2)), hidden);
    Layer last =
        layer(width, 1, rng, r -> normal(r, gain * Math.sqrt(2.0 / width)), pick(rng, OUTPUT));
    return network(first, last);
  }

  private static double normal(SplittableRandom rng, double sd) {
    double radius = Math.sqrt(-2 * Math.log(1 - rng.nextDouble()));
    return (float) (sd * radius * Math.cos(2 * Math.PI * rng.nextDouble()));
  }
}
