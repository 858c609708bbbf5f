package org.liyorke.engine.cuda;

import dev.ludovic.netlib.blas.BLAS;
import java.util.List;
import org.liyorke.dynamics.orbits.MeanSpectrum;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.BlockObserver;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.cpu.CpuBlockObserver;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.ObservableTally;

/**
 * Lets a device follow the orbits of the networks of a block, gives the device back, and does the
 * rest on the thread it is called from while other threads use the device: the eigenvalues of
 * Jacobians, and persistence, which is a matter of proofs on the few chaotic networks.
 */
final class CudaBlockObserver implements BlockObserver {
  /** Floats of Jacobians that are taken from a device at once, about: 16 MiB. */
  private static final long JACOBIAN_FLOATS = 1L << 22;

  private final ObservedGroup group;
  private final DevicePool pool;
  private final BLAS blas;
  private final Observation observation;

  /** Null if it is not observed. */
  private final BlockObserver persistence;

  CudaBlockObserver(ObservedGroup group, DevicePool pool, BLAS blas) {
    this.group = group;
    this.pool = pool;
    this.blas = blas;
    observation = group.observation();
    Observation ofThread = observation.only(ObservableKind.PERSISTENCE);
    persistence =
        ofThread.isEmpty()
            ? null
            : new CpuBlockObserver(group.families(), group.seed(), ofThread, blas);
  }

  @Override
  public List<ObservableTally> observe(long first, long count, BlockResult verdicts) {
    List<ObservableTally> tallies =
        pool.run(group.families(), session -> session.observe(group, first, count));
    if (persistence != null) {
      List<ObservableTally> onThread = persistence.observe(first, count, verdicts);
      for (int family = 0; family < tallies.size(); family++) {
        tallies.get(family).addKindsOf(onThread.get(family));
      }
    }
    if (observation.kinds().contains(ObservableKind.JACOBIAN)) {
      for (int family = 0; family < tallies.size(); family++) {
        addSpectra(family, first, count, tallies.get(family));
      }
    }
    return tallies;
  }

  private void addSpectra(int family, long first, long count, ObservableTally tally) {
    NetworkFamily networks = group.families().get(family);
    int points = observation.jacobianPoints();
    int part = (int) Math.max(1, JACOBIAN_FLOATS / JacobianPass.floats(networks, points));
    MeanSpectrum spectrum = new MeanSpectrum(networks.state(), blas);
    for (long done = 0; done < count; done += part) {
      long from = first + done;
      int size = (int) Math.min(part, count - done);
      float[] matrices =
          pool.run(group.families(), session -> session.jacobians(group, family, from, size));
      addSpectra(spectrum, matrices, points, networks.state(), tally);
    }
  }

  private static void addSpectra(
      MeanSpectrum spectrum, float[] matrices, int points, int dimension, ObservableTally tally) {
    int floats = dimension * dimension;
    for (int matrix = 0; matrix < matrices.length / floats; matrix++) {
      spectrum.add(matrices, matrix * floats);
      if ((matrix + 1) % points == 0) {
        spectrum.report((quantity, value) -> tally.add(ObservableKind.JACOBIAN, quantity, value));
      }
    }
  }
}
