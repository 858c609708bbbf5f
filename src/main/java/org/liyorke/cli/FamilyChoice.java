package org.liyorke.cli;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/**
 * One family as the options name it.
 *
 * @param init preset, law or file
 * @param width size of the hidden layers
 * @param depth null for that of the file, or else 2
 * @param state dimension of the state
 * @param activation null for that of the file, or else ReLU
 * @param output null for that of the file, or else the identity
 * @param bias law of all biases as text; null to leave them to the initialisation
 * @param gain factor of the weights of the last layer
 */
record FamilyChoice(
    String init,
    int width,
    Integer depth,
    int state,
    Activation activation,
    Activation output,
    String bias,
    double gain) {
  /** The lists of {@code sweep}. */
  static final Setting<List<String>> INITS = Settings.INIT.list();

  static final Setting<List<Integer>> WIDTHS = Settings.WIDTH.list();
  static final Setting<List<Activation>> OUTPUTS = Settings.OUTPUT.list();
  static final Setting<List<Double>> GAINS = Settings.GAIN.list();

  /** The options of one family. */
  static List<Setting<?>> settings() {
    return List.of(
        Settings.INIT,
        Settings.WIDTH,
        Settings.DEPTH,
        Settings.STATE,
        Settings.ACTIVATION,
        Settings.OUTPUT,
        Settings.BIAS,
        Settings.GAIN);
  }

  /** The options of a sweep over families. */
  static List<Setting<?>> sweepSettings() {
    return List.of(
        INITS,
        WIDTHS,
        Settings.DEPTH,
        Settings.STATE,
        Settings.ACTIVATION,
        OUTPUTS,
        Settings.BIAS,
        GAINS);
  }

  /** The family the options name. */
  static FamilyChoice of(Arguments arguments) {
    return of(
        arguments,
        arguments.get(Settings.INIT),
        arguments.get(Settings.WIDTH),
        arguments.get(Settings.OUTPUT),
        arguments.get(Settings.GAIN));
  }

  /** The product of the lists, the gain changing fastest. */
  static List<FamilyChoice> sweep(Arguments arguments) {
    List<FamilyChoice> choices = new ArrayList<>();
    for (String init : arguments.get(INITS)) {
      for (Activation output : arguments.get(OUTPUTS)) {
        for (int width : arguments.get(WIDTHS)) {
          for (double gain : arguments.get(GAINS)) {
            choices.add(of(arguments, init, width, output, gain));
          }
        }
      }
    }
    return choices;
  }

  private static FamilyChoice of(
      Arguments arguments, String init, int width, Activation output, double gain) {
    return new FamilyChoice(
        init,
        width,
        arguments.get(Settings.DEPTH),
        arguments.get(Settings.STATE),
        arguments.get(Settings.ACTIVATION),
        output,
        arguments.get(Settings.BIAS),
        gain);
  }

  /**
   * The family itself, one that can be decided.
   *
   * @param observed whether it is observed as well, so that it may have a state without verdicts
   * @throws UserError that names the option, or the file and the key
   */
  NetworkFamily resolve(boolean observed) {
    if (state != 1 && !observed) {
      throw UserError.value(
          Settings.STATE.dashed(),
          state,
          "1: verdicts are for a scalar state; estimate and sweep --observe take others");
    }
    NetworkFamily family =
        Families.resolve(init, width, depth, state, activation, output, bias, gain);
    if (family.parameters() > MOST_PARAMETERS) {
      throw UserError.value(
          "--width " + width + ", --depth " + family.depth() + ": numbers of one network",
          family.parameters(),
          "at most " + MOST_PARAMETERS);
    }
    return family;
  }

  /** Numbers of one network that a thread can hold beside what it needs to decide it. */
  private static final int MOST_PARAMETERS = 1 << 22;
}
