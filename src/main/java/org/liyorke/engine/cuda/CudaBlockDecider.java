package org.liyorke.engine.cuda;

import java.util.Iterator;
import java.util.List;
import org.liyorke.dynamics.Witness;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.cpu.DeciderFactory;
import org.liyorke.engine.cpu.DeciderFactory.ParameterDecider;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/**
 * Lets a device settle what it can of a block, gives the device back, and decides the rest on the
 * thread it is called from, while other threads use the device.
 */
final class CudaBlockDecider implements BlockDecider {
  /**
   * Networks that are taken to a device at once: of the narrowest, of which a large device decides
   * some thousands in a microsecond, as many as it is worth waiting for.
   */
  static final int LARGEST_BATCH = 1 << 22;

  private final List<NetworkFamily> families;
  private final long seed;
  private final DevicePool pool;
  private final NetworkSampler[] samplers;
  private final ParameterDecider[] deciders;
  private final float[] numbers;

  CudaBlockDecider(
      List<NetworkFamily> families, long seed, DevicePool pool, DeciderFactory factory) {
    this.families = families;
    this.seed = seed;
    this.pool = pool;
    samplers =
        families.stream().map(f -> new NetworkSampler(f, seed)).toArray(NetworkSampler[]::new);
    deciders = families.stream().map(factory::forFamily).toArray(ParameterDecider[]::new);
    numbers = new float[families.get(0).parameters()];
  }

  @Override
  public BlockResult decide(long first, long count, boolean withCatalog) {
    int batch = (int) Math.min(LARGEST_BATCH, count);
    BlockResult result = new BlockResult(families.size(), batch, withCatalog);
    // Counted from 0, as a range may end at the greatest index.
    for (long done = 0; done < count; done += batch) {
      decideBatch(first + done, (int) Math.min(batch, count - done), result);
    }
    return result;
  }

  private void decideBatch(long first, int networks, BlockResult result) {
    List<DeviceVerdicts> verdicts =
        pool.run(
            families,
            session -> session.decide(families, seed, first, networks, result.keepsChaotic()));
    for (int family = 0; family < deciders.length; family++) {
      addSettled(family, networks, verdicts.get(family), result);
      keepChaoticAndDecideRest(family, first, verdicts.get(family), result);
    }
    result.endBatch(networks);
  }

  private void addSettled(int family, int networks, DeviceVerdicts verdicts, BlockResult result) {
    int unsettled = verdicts.unsettled().length;
    if (verdicts.settled() + unsettled != networks) {
      throw new IllegalStateException(
          "the device settled %d and left %d of %d networks"
              .formatted(verdicts.settled(), unsettled, networks));
    }
    for (int n = 0; n < verdicts.ordered().length; n++) {
      result.addOrdered(family, n, verdicts.ordered()[n]);
    }
    for (DeviceVerdicts.Chaotic chaotic : verdicts.chaotic()) {
      result.addChaotic(family, chaotic.m(), chaotic.n(), chaotic.networks());
    }
  }

  /** In the order of the networks, as they are kept in this order. */
  private void keepChaoticAndDecideRest(
      int family, long first, DeviceVerdicts verdicts, BlockResult result) {
    Iterator<DeviceProof> proofs = verdicts.proofs().iterator();
    DeviceProof proof = next(proofs);
    for (int position : verdicts.unsettled()) {
      for (; proof != null && proof.position() < position; proof = next(proofs)) {
        keep(family, first, proof, result);
      }
      samplers[family].draw(first + position, 1, numbers);
      result.add(family, position, first + position, deciders[family].decide(numbers, 0));
    }
    for (; proof != null; proof = next(proofs)) {
      keep(family, first, proof, result);
    }
  }

  private static DeviceProof next(Iterator<DeviceProof> proofs) {
    return proofs.hasNext() ? proofs.next() : null;
  }

  private static void keep(int family, long first, DeviceProof proof, BlockResult result) {
    Witness.OddPeriod witness = Witness.OddPeriod.at(proof.m(), proof.n(), proof.x());
    boolean period3 = proof.m() == 0 && proof.n() == 3;
    result.keepChaotic(family, proof.position(), first + proof.position(), witness, period3);
  }
}
