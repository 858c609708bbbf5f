package org.liyorke.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.liyorke.random.Law;

/** Turns the name of an initialisation, a law, or a family file into a {@link NetworkFamily}. */
public final class Families {
  private static final int DEFAULT_DEPTH = 2;

  private Families() {}

  /** The names {@code --init} knows, sorted: laws used for everything, and presets. */
  public static List<String> names() {
    TreeSet<String> names = new TreeSet<>(LawParser.NAMED.keySet());
    Preset.ALL.forEach(preset -> names.add(preset.name()));
    return List.copyOf(names);
  }

  /**
   * The family asked for.
   *
   * @param init a name of {@link #names()}, a law of the grammar, or a path that ends in .toml or
   *     .json
   * @param width size of the hidden layers, 1 to 65,536
   * @param depth number of layers, 1 to 8; null for that of the file, or else 2
   * @param state dimension of the state, 1 to 65,536
   * @param activation of the hidden layers; null for that of the file, or else ReLU
   * @param output activation of the last layer; null for that of the file, or else the identity
   * @param bias law of the biases of all layers; null to leave them to the initialisation
   * @param gain factor of the weights of the last layer; positive and finite
   * @throws UserError that names the option, or the file and the key
   */
  public static NetworkFamily resolve(
      String init,
      int width,
      Integer depth,
      int state,
      Activation activation,
      Activation output,
      String bias,
      double gain) {
    boolean isFile = isFile(init);
    FamilyFile file = isFile ? FamilyFile.read(init) : FamilyFile.EMPTY;
    int layers = depth(init, depth, isFile ? file.layers().size() : 0);
    NetworkFamily.requireSizes(state, width, layers);
    NetworkFamily.requireGain(gain);
    List<LayerTexts> texts = isFile ? file.layers() : texts(init, layers);
    List<LayerLaws> laws = new ArrayList<>();
    int[] sizes = NetworkFamily.sizes(state, width, layers);
    for (int i = 0; i < layers; i++) {
      LawScope scope = new LawScope(layers > 1 ? width : state, sizes[i], sizes[i + 1]);
      FamilyLaws source = new FamilyLaws(init, isFile, i, scope);
      Law weights = source.weights(texts.get(i), i == layers - 1 ? gain : 1);
      laws.add(new LayerLaws(weights, source.bias(texts.get(i), bias)));
    }
    return new NetworkFamily(
        file.nameOr(init),
        state,
        width,
        first(activation, file.activation(), Activation.RELU),
        first(output, file.output(), Activation.IDENTITY),
        bias,
        gain,
        laws);
  }

  private static boolean isFile(String init) {
    String lower = init.toLowerCase(Locale.ROOT);
    return lower.endsWith(".toml") || lower.endsWith(".json");
  }

  private static int depth(String init, Integer asked, int inFile) {
    if (inFile == 0) {
      return asked == null ? DEFAULT_DEPTH : asked;
    }
    if (asked != null && asked != inFile) {
      throw UserError.value("--depth", asked, inFile + ", the number of layers in " + init);
    }
    return inFile;
  }

  private static List<LayerTexts> texts(String init, int depth) {
    for (Preset preset : Preset.ALL) {
      if (preset.name().equals(init)) {
        return preset.layers(depth);
      }
    }
    if (!LawParser.NAMED.containsKey(init) && init.indexOf('(') < 0) {
      String limit = "one of %s, a law such as N(0, 2/fan_in), or a .toml or .json file";
      throw UserError.value("--init", init, limit.formatted(String.join(", ", names())));
    }
    return Collections.nCopies(depth, LayerTexts.same(init));
  }

  private static Activation first(Activation option, Activation file, Activation otherwise) {
    if (option != null) {
      return option;
    }
    return file != null ? file : otherwise;
  }
}
