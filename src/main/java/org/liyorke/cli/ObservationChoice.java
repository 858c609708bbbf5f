package org.liyorke.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.liyorke.dynamics.orbits.LapSettings;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.dynamics.orbits.OrbitSettings;
import org.liyorke.dynamics.orbits.PairSettings;
import org.liyorke.engine.BlasKind;
import org.liyorke.engine.Precision;
import org.liyorke.model.UserError;

/** What to observe, as the options say; each option of the details wants {@link #OBSERVE}. */
final class ObservationChoice {
  static final Setting<List<String>> OBSERVE = observe();

  static final Setting<Integer> STARTS =
      whole(
          "starts",
          1,
          OrbitSettings.MOST_STARTS,
          OrbitSettings.DEFAULT.starts(),
          "orbits of every network, or points for its Jacobian");
  static final Setting<Integer> TRANSIENT =
      whole(
          "transient",
          0,
          OrbitSettings.MOST_STEPS,
          OrbitSettings.DEFAULT.transientSteps(),
          "steps of an orbit before it is measured");
  static final Setting<Integer> STEPS =
      whole(
          "steps",
          1,
          OrbitSettings.MOST_STEPS,
          OrbitSettings.DEFAULT.steps(),
          "steps of an orbit that are measured");
  static final Setting<Double> ESCAPE_RADIUS =
      positive(
          "escape-radius",
          OrbitSettings.DEFAULT.escapeRadius(),
          "an orbit with a component beyond it has escaped");
  static final Setting<Double> PAIR_DISTANCE =
      positive(
          "pair-distance",
          PairSettings.DEFAULT.distance(),
          "scrambling: distance of the initial states of a pair");
  static final Setting<Double> NEAR =
      positive(
          "near", PairSettings.DEFAULT.near(), "scrambling: a pair must come nearer than this");
  static final Setting<Double> FAR =
      positive("far", PairSettings.DEFAULT.far(), "scrambling: and go farther apart than this");
  static final Setting<Integer> COMPOSITIONS =
      whole(
          "compositions",
          2,
          LapSettings.MOST_COMPOSITIONS,
          LapSettings.DEFAULT.compositions(),
          "growth, persistence: laps are counted of f^t for t up to this");
  static final Setting<Integer> LAP_POINTS =
      whole(
          "lap-points",
          3,
          LapSettings.MOST_POINTS,
          LapSettings.DEFAULT.points(),
          "growth, persistence: points of the grid on which laps are counted");
  static final Setting<Double> WINDOW =
      positive(
          "window", LapSettings.DEFAULT.window(), "growth, persistence: the grid covers [-X, X]");
  static final Setting<Double> LAP_HEIGHT =
      positive(
          "lap-height",
          LapSettings.DEFAULT.height(),
          "growth, persistence: lower laps are not counted");
  static final Setting<Double> NOISE =
      positive(
          "noise",
          Observation.DEFAULT_NOISE,
          "persistence: standard deviation of the noise of every number");

  static final Setting<List<Double>> JACOBIAN_AT =
      Setting.dependent(
          "jacobian-at",
          "X,...",
          Converters::point,
          "random points",
          "jacobian: at this point, one number for each component or one for all");

  static final Setting<String> PRECISION =
      Setting.dependent(
          "precision",
          "NAME",
          Converters.choice(Precision.keys()),
          Precision.FP32.key() + " on CUDA devices",
          "of matrix products on CUDA devices: " + String.join(" or ", Precision.keys()));

  static final Setting<String> BLAS =
      Setting.of(
          "blas",
          "NAME",
          Converters.choice(BlasKind.keys()),
          BlasKind.AUTO.key(),
          "what multiplies matrices on the processor: native, a library of the system; java, slower and everywhere the"
              + " same; auto, OpenBLAS where it is found, else java");

  private static final List<Setting<?>> DETAILS =
      List.of(
          STARTS,
          TRANSIENT,
          STEPS,
          ESCAPE_RADIUS,
          PAIR_DISTANCE,
          NEAR,
          FAR,
          COMPOSITIONS,
          LAP_POINTS,
          WINDOW,
          LAP_HEIGHT,
          NOISE,
          JACOBIAN_AT,
          PRECISION,
          BLAS);

  private ObservationChoice() {}

  private static Setting<List<String>> observe() {
    String names = String.join(", ", ObservableKind.keys());
    Setting<List<String>> list =
        Setting.of("observe", "NAME", Converters.choice(ObservableKind.keys()), null, "").list();
    String description = "also observe orbits: " + names;
    return new Setting<>(
        list.name(), list.argument(), list.converter(), null, List.of(), description);
  }

  private static Setting<Integer> whole(
      String name, int least, int most, int standard, String description) {
    String text = Integer.toString(standard);
    return Setting.of(name, "N", Converters.wholeNumber(least, most), text, description);
  }

  private static Setting<Double> positive(String name, double standard, String description) {
    return Setting.of(name, "X", Converters::positive, plain(standard), description);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** The options. */
  static List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(List.of(OBSERVE));
    settings.addAll(DETAILS);
    return settings;
  }

  /** What the options say. */
  static Observation of(Arguments arguments) {
    List<String> names = arguments.get(OBSERVE);
    if (names.isEmpty()) {
      requireNoDetails(arguments);
      return Observation.NONE;
    }
    return new Observation(
        names.stream().map(ObservationChoice::kind).toList(),
        new OrbitSettings(
            arguments.get(STARTS),
            arguments.get(TRANSIENT),
            arguments.get(STEPS),
            arguments.get(ESCAPE_RADIUS)),
        new PairSettings(arguments.get(PAIR_DISTANCE), arguments.get(NEAR), arguments.get(FAR)),
        new LapSettings(
            arguments.get(COMPOSITIONS),
            arguments.get(LAP_POINTS),
            arguments.get(WINDOW),
            arguments.get(LAP_HEIGHT)),
        arguments.get(NOISE),
        arguments.has(JACOBIAN_AT) ? arguments.get(JACOBIAN_AT) : List.of());
  }

  /** The precision asked for, or null. */
  static Precision precision(Arguments arguments) {
    String name = arguments.get(PRECISION);
    return name == null ? null : Precision.values()[Precision.keys().indexOf(name)];
  }

  /** The BLAS asked for. */
  static BlasKind blas(Arguments arguments) {
    return BlasKind.values()[BlasKind.keys().indexOf(arguments.get(BLAS))];
  }

  private static ObservableKind kind(String name) {
    return ObservableKind.values()[ObservableKind.keys().indexOf(name)];
  }

  private static void requireNoDetails(Arguments arguments) {
    for (Setting<?> setting : DETAILS) {
      if (arguments.has(setting)) {
        throw new UserError(setting.dashed() + ": must not be given without --observe");
      }
    }
  }
}
