package org.liyorke.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.random.Law;

/**
 * A family of random networks x -> f(x): the architecture and the law of every parameter.
 *
 * @param init name of the initialisation, or the law or family file it was given as
 * @param state dimension of the state x, 1 to 65,536
 * @param width size of every hidden layer, 1 to 65,536; without meaning at depth 1
 * @param activation of the hidden layers
 * @param output activation of the last layer
 * @param bias the law that overrides the biases of the initialisation, as text; null without one
 * @param gain factor of the weights of the last layer, already part of {@code layers}; positive and
 *     finite
 * @param layers laws of the layers, first to last; their number, 1 to 8, is the depth
 */
public record NetworkFamily(
    String init,
    int state,
    int width,
    Activation activation,
    Activation output,
    String bias,
    double gain,
    List<LayerLaws> layers)
    implements Serializable {
  /** Largest width and state dimension. */
  public static final int MAX_SIZE = 65_536;

  /** Largest depth. */
  public static final int MAX_DEPTH = 8;

  private static final int MAX_PARAMETERS = Integer.MAX_VALUE - 8;

  /** Checks every number; a mistake is a {@link UserError} that names the option. */
  public NetworkFamily {
    requireSizes(state, width, layers.size());
    requireGain(gain);
    layers = List.copyOf(layers);
    long parameters = count(sizes(state, width, layers.size()));
    if (parameters > MAX_PARAMETERS) {
      String name = "--width %d, --state %d: numbers of one network".formatted(width, state);
      throw UserError.value(name, parameters, "at most " + MAX_PARAMETERS);
    }
  }

  /**
   * Checks the architecture.
   *
   * @throws UserError that names the option, its value and the limit
   */
  static void requireSizes(int state, int width, int depth) {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw UserError.value("--depth", depth, "from 1 to " + MAX_DEPTH);
    }
    if (state < 1 || state > MAX_SIZE) {
      throw UserError.value("--state", state, "from 1 to " + MAX_SIZE);
    }
    if (depth > 1 && (width < 1 || width > MAX_SIZE)) {
      throw UserError.value("--width", width, "from 1 to " + MAX_SIZE);
    }
  }

  static void requireGain(double gain) {
    if (!(gain > 0 && gain < Double.POSITIVE_INFINITY)) {
      throw UserError.value("--gain", gain, "above 0 and finite");
    }
  }

  /** Sizes of the states between the layers: state, hidden sizes, state. */
  static int[] sizes(int state, int width, int depth) {
    int[] sizes = new int[depth + 1];
    Arrays.fill(sizes, width);
    sizes[0] = state;
    sizes[depth] = state;
    return sizes;
  }

  private static long count(int[] sizes) {
    long parameters = 0;
    for (int i = 1; i < sizes.length; i++) {
      parameters += (sizes[i - 1] + 1L) * sizes[i];
    }
    return parameters;
  }

  /** Number of layers. */
  public int depth() {
    return layers.size();
  }

  /** The sizes state, hidden sizes, state: {@code depth + 1} numbers. */
  public int[] sizes() {
    return sizes(state, width, depth());
  }

  /** Numbers in one network, constants included. */
  public int parameters() {
    return (int) count(sizes());
  }

  /** Whether both activations are piecewise linear, those at work: at depth 1 the output alone. */
  public boolean isPiecewiseLinear() {
    return output instanceof PiecewiseLinearActivation
        && (depth() == 1 || activation instanceof PiecewiseLinearActivation);
  }

  /** P, the numbers of one network that take a word. */
  public int randomParameters() {
    int random = 0;
    for (ParameterRun run : runs()) {
      random += run.law().isConstant() ? 0 : run.count();
    }
    return random;
  }

  /** S, the words that belong to each network: P rounded up to a multiple of 4. */
  public long wordsPerNetwork() {
    return (randomParameters() + 3L) / 4 * 4;
  }

  /** How many networks the family has: the words of all of them stay below 2^63. */
  public long maxNetworks() {
    return Long.MAX_VALUE / Math.max(1, wordsPerNetwork());
  }

  /**
   * Checks a number of networks, or an excluded end of an index range.
   *
   * @throws UserError that names the option
   */
  public void requireNetworks(String option, long networks) {
    if (networks < 0 || networks > maxNetworks()) {
      throw UserError.value(option, networks, "from 0 to " + maxNetworks() + " for this family");
    }
  }

  /** The parameters in order, cut where the law changes. */
  public List<ParameterRun> runs() {
    int[] sizes = sizes();
    ParameterRuns runs = new ParameterRuns();
    for (int i = 0; i < layers.size(); i++) {
      runs.add(layers.get(i).weights(), sizes[i] * sizes[i + 1]);
      runs.add(layers.get(i).bias(), sizes[i + 1]);
    }
    return runs.list();
  }

  /** Network {@code index} of the seed, its float weights widened exactly. */
  public Network network(long seed, long index) {
    float[] parameters = new float[parameters()];
    new NetworkSampler(this, seed).draw(index, 1, parameters);
    return network(parameters, 0);
  }

  /**
   * The network whose parameters stand in an array.
   *
   * @param parameters in the order of contract 2
   * @param offset of the first one
   */
  public Network network(float[] parameters, int offset) {
    int[] sizes = sizes();
    List<Layer> result = new ArrayList<>();
    int next = offset;
    for (int i = 0; i < layers.size(); i++) {
      double[][] weights = new double[sizes[i + 1]][];
      for (int row = 0; row < weights.length; row++) {
        weights[row] = widen(parameters, next, sizes[i]);
        next += sizes[i];
      }
      double[] biases = widen(parameters, next, sizes[i + 1]);
      next += biases.length;
      result.add(new Layer(weights, biases, i + 1 < layers.size() ? activation : output));
    }
    return new Network(result);
  }

  private static double[] widen(float[] from, int offset, int count) {
    double[] wide = new double[count];
    for (int i = 0; i < count; i++) {
      wide[i] = from[offset + i];
    }
    return wide;
  }

  /**
   * The "family" object of the JSON output: init, activation, output, depth, state, bias and the
   * resolved laws.
   */
  public Map<String, Object> describe() {
    Map<String, Object> family = new LinkedHashMap<>();
    family.put("init", init);
    family.put("activation", activation.name());
    family.put("output", output.name());
    family.put("depth", depth());
    family.put("state", state);
    family.put("bias", bias);
    List<Map<String, Object>> laws = new ArrayList<>();
    for (LayerLaws layer : layers) {
      laws.add(describe(layer.weights(), layer.bias()));
    }
    family.put("laws", laws);
    return family;
  }

  private static Map<String, Object> describe(Law weights, Law bias) {
    Map<String, Object> laws = new LinkedHashMap<>();
    laws.put("weights", LawNotation.of(weights));
    laws.put("bias", LawNotation.of(bias));
    return laws;
  }
}
