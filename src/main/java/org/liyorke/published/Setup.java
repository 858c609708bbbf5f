package org.liyorke.published;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/**
 * What an experiment was run with.
 *
 * @param init as given to {@code --init}
 * @param bias as given to {@code --bias}; null to leave the biases to the initialisation
 * @param width size of the hidden layers
 * @param depth number of layers
 * @param activation of the hidden layers
 * @param output activation of the last layer
 * @param window the grid covers [-window, window]
 */
public record Setup(
    String init,
    String bias,
    int width,
    int depth,
    Activation activation,
    Activation output,
    double window) {
  /** Networks drawn at a time. */
  private static final int BATCH = 256;

  /** The family drawn from. */
  public NetworkFamily family() {
    return Families.resolve(init, width, depth, 1, activation, output, bias, 1);
  }

  /** The options of the program that name the family. */
  public String options() {
    StringBuilder options = new StringBuilder();
    options.append(init.contains("(") ? "--init \"" + init + "\"" : "--init " + init);
    options.append(" --width ").append(width);
    options.append(" --depth ").append(depth);
    options.append(" --activation ").append(activation.name());
    options.append(" --output ").append(output.name());
    if (bias != null) {
      options.append(bias.contains("(") ? " --bias \"" + bias + "\"" : " --bias " + bias);
    }
    return options.toString();
  }

  /** The settings as they go into JSON. */
  public Map<String, Object> describe() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("init", init);
    object.put("bias", bias);
    object.put("width", width);
    object.put("depth", depth);
    object.put("activation", activation.name());
    object.put("output", output.name());
    object.put("window", window);
    object.put("points", GridProcedure.POINTS);
    return object;
  }

  /**
   * What the published procedure says of the networks 0 to {@code networks} - 1.
   *
   * @param seed all 64 bits significant
   */
  GridCounts count(long seed, long networks, Workers workers) {
    NetworkFamily family = family();
    return workers
        .run(networks, BATCH, (first, count) -> count(family, seed, first, count))
        .stream()
        .reduce(GridCounts.NONE, GridCounts::plus);
  }

  private GridCounts count(NetworkFamily family, long seed, long first, int networks) {
    int parameters = family.parameters();
    float[] numbers = new float[networks * parameters];
    new NetworkSampler(family, seed).draw(first, networks, numbers);
    GridProcedure procedure = new GridProcedure(family, window);
    GridCounts counts = GridCounts.NONE;
    for (int i = 0; i < networks; i++) {
      counts = counts.plus(procedure.examine(numbers, i * parameters));
    }
    return counts;
  }
}
