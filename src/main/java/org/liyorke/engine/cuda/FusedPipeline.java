package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.NetworkFamily;

/**
 * The fused pipeline on one device: one kernel draws and decides, for one family after the other.
 *
 * <p>It makes the words in registers and needs no cuRAND. What is allocated for a group of families
 * is kept until another group comes. Not for use by several threads at once.
 */
final class FusedPipeline implements DeviceResource {
  private final DeviceContext context;
  private final long memory;
  private final int largestBatch;
  private final List<DeviceDecisions> decisions = new ArrayList<>();
  private Resources group = new Resources();
  private List<NetworkFamily> families = List.of();
  private long seed;

  /**
   * A pipeline.
   *
   * @param memory bytes that batches may use, at least 1
   * @param largestBatch networks decided at once, at most; at least 1
   */
  FusedPipeline(DeviceContext context, long memory, int largestBatch) {
    this.context = context;
    this.memory = memory;
    this.largestBatch = largestBatch;
  }

  /** See {@link DeviceSession#decide}. */
  List<DeviceVerdicts> decide(
      List<NetworkFamily> familiesNow, long seedNow, long first, int count, boolean withProofs) {
    if (!(families.equals(familiesNow) && seed == seedNow)) {
      prepare(familiesNow, seedNow);
    }
    List<DeviceVerdicts> verdicts = new ArrayList<>();
    for (DeviceDecisions each : decisions) {
      verdicts.add(decide(each, first, count, withProofs));
    }
    return verdicts;
  }

  /** Forgets the old group first, so that its memory is free. */
  private void prepare(List<NetworkFamily> familiesNow, long seedNow) {
    families = List.of();
    decisions.clear();
    Resources before = group;
    group = new Resources();
    before.close();
    long share = Math.max(1, memory / familiesNow.size());
    for (NetworkFamily family : familiesNow) {
      decisions.add(
          group.add(
              new DeviceDecisions(
                  context, family, seedNow, WordSource.REGISTERS, share, largestBatch)));
    }
    families = familiesNow;
    seed = seedNow;
  }

  private static DeviceVerdicts decide(
      DeviceDecisions decisions, long first, int count, boolean withProofs) {
    int done = Math.min(decisions.batch(), count);
    DeviceVerdicts all = decisions.decide(first, done, withProofs);
    while (done < count) {
      int networks = Math.min(decisions.batch(), count - done);
      all = all.and(decisions.decide(first + done, networks, withProofs), done);
      done += networks;
    }
    return all;
  }

  @Override
  public void close() {
    group.close();
  }
}
