package org.liyorke.engine.cpu;

import java.util.List;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.cpu.DeciderFactory.ParameterDecider;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** Draws and decides a batch of networks at a time, for one family after the other. */
final class CpuBlockDecider implements BlockDecider {
  /**
   * Floats of a batch: 32 KiB, so that what was drawn is still in the first-level cache when it is
   * decided.
   */
  private static final int BATCH_FLOATS = 8_192;

  private static final int LARGEST_BATCH = 1_024;

  private final int parameters;
  private final int batch;
  private final NetworkSampler[] samplers;
  private final ParameterDecider[] deciders;
  private final float[] numbers;

  CpuBlockDecider(List<NetworkFamily> families, long seed, DeciderFactory factory) {
    parameters = families.get(0).parameters();
    batch = Math.min(LARGEST_BATCH, Math.max(1, BATCH_FLOATS / parameters));
    samplers =
        families.stream().map(f -> new NetworkSampler(f, seed)).toArray(NetworkSampler[]::new);
    deciders = families.stream().map(factory::forFamily).toArray(ParameterDecider[]::new);
    numbers = new float[batch * parameters];
  }

  @Override
  public BlockResult decide(long first, long count, boolean withCatalog) {
    BlockResult result = new BlockResult(samplers.length, batch, withCatalog);
    // Counted from 0, as a range may end at the greatest index.
    for (long done = 0; done < count; done += batch) {
      int networks = (int) Math.min(batch, count - done);
      for (int family = 0; family < samplers.length; family++) {
        decideBatch(family, first + done, networks, result);
      }
      result.endBatch(networks);
    }
    return result;
  }

  private void decideBatch(int family, long first, int networks, BlockResult result) {
    samplers[family].draw(first, networks, numbers);
    ParameterDecider decider = deciders[family];
    for (int i = 0; i < networks; i++) {
      result.add(family, i, first + i, decider.decide(numbers, i * parameters));
    }
  }
}
