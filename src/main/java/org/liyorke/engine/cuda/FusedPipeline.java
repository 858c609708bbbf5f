package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.Arrays;
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
      List<NetworkFamily> familiesNow, long seedNow, long first, int count) {
    if (!(families.equals(familiesNow) && seed == seedNow)) {
      prepare(familiesNow, seedNow);
    }
    List<DeviceVerdicts> verdicts = new ArrayList<>();
    for (DeviceDecisions each : decisions) {
      verdicts.add(decide(each, first, count));
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

  private static DeviceVerdicts decide(DeviceDecisions decisions, long first, int count) {
    long[] ordered = {};
    int[] unsettled = new int[count];
    int open = 0;
    for (int done = 0; done < count; ) {
      int networks = Math.min(decisions.batch(), count - done);
      DeviceVerdicts part = decisions.decide(first + done, networks);
      ordered = sum(ordered, part.ordered());
      for (int position : part.unsettled()) {
        unsettled[open++] = done + position;
      }
      done += networks;
    }
    return new DeviceVerdicts(ordered, Arrays.copyOf(unsettled, open));
  }

  private static long[] sum(long[] a, long[] b) {
    long[] sum = Arrays.copyOf(a, Math.max(a.length, b.length));
    for (int i = 0; i < b.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  @Override
  public void close() {
    group.close();
  }
}
