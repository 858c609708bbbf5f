package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Whether a network proven chaotic stays chaotic, by proof, when noise is added to all its numbers,
 * constants included; and the growth of laps of the recurrent network with that noise, and of the
 * feedforward network whose layers are copies of it with independent noise.
 *
 * <p>The noise of a network is drawn once for each composition; the recurrent network takes the
 * first.
 */
final class Persistence implements Observable {
  private final NetworkNormals normals;
  private final float noise;
  private final NetworkDecider decider;
  private final StateMap map;
  private final LapCounter laps;
  private final float[] noisy;

  Persistence(NetworkFamily family, long seed, LapSettings settings, double noise, BLAS blas) {
    int numbers = family.parameters();
    normals =
        new NetworkNormals(family, seed, Purpose.WEIGHT_NOISE, settings.compositions() * numbers);
    this.noise = (float) noise;
    decider = NetworkDecider.forFamily(family);
    map = StateMap.of(family, LapCounter.COLUMNS, blas);
    laps = new LapCounter(settings);
    noisy = new float[numbers];
  }

  @Override
  public void observe(DrawnNetwork network, ValueSink sink) {
    if (!network.chaotic()) {
      return;
    }
    float[] numbers = normals.of(network.index());
    perturb(network, numbers, 0);
    sink.accept(0, value(decider.decide(noisy, 0)));
    laps.count(map, t -> {});
    sink.accept(1, laps.growth());
    laps.count(map, t -> perturb(network, numbers, t));
    sink.accept(2, laps.growth());
  }

  private void perturb(DrawnNetwork network, float[] numbers, int set) {
    int from = set * noisy.length;
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = network.parameters()[network.offset() + i] + noise * numbers[from + i];
    }
    map.bind(noisy, 0);
  }

  private static double value(Decision decision) {
    if (decision.verdict() == Verdict.UNDECIDED) {
      return Double.NaN;
    }
    return decision.verdict() == Verdict.CHAOTIC ? 1 : 0;
  }
}
