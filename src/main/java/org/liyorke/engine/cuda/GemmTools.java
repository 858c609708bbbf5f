package org.liyorke.engine.cuda;

import java.util.List;
import org.liyorke.dynamics.orbits.NetworkNormals;
import org.liyorke.engine.Precision;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.ParameterRun;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;

/**
 * What all passes over the networks of a device share.
 *
 * @param context of the device
 * @param stream where the work is done
 * @param blas for matrix products
 * @param draws the module {@code draws.ptx}
 * @param kernels the module {@code orbits.ptx}
 */
record GemmTools(
    DeviceContext context,
    DeviceStream stream,
    BlasHandle blas,
    KernelModule draws,
    KernelModule kernels) {
  /** Makes them. */
  static GemmTools open(DeviceContext context, Precision precision, Resources owner) {
    return new GemmTools(
        context,
        owner.add(new DeviceStream(context)),
        owner.add(new BlasHandle(context, precision)),
        context.module(NumberDraws.MODULE),
        context.module("orbits.ptx"));
  }

  /** Draws of weights. */
  NumberDraws weights(NetworkFamily family, long seed) {
    long key = StreamKey.of(seed, Purpose.WEIGHTS, family.sizes());
    int stride = NetworkLayout.of(family).stride();
    return numbers(key, family.wordsPerNetwork(), family.runs(), stride);
  }

  /** Draws of standard normal numbers for each network. */
  NumberDraws normals(NetworkFamily family, long seed, Purpose purpose, int count) {
    long key = StreamKey.of(seed, purpose, family.sizes());
    ParameterRun run = new ParameterRun(NetworkNormals.STANDARD, 0, 0, count);
    return numbers(key, NetworkNormals.wordsFor(count), List.of(run), count);
  }

  private NumberDraws numbers(long key, long words, List<ParameterRun> runs, int stride) {
    return new NumberDraws(context, draws, stream, WordSource.CURAND, key, words, runs, stride);
  }

  /** A step of the networks of a family. */
  GemmStep step(NetworkFamily family, int columns, int tangents) {
    return new GemmStep(context, blas, kernels, family, columns, tangents);
  }
}
