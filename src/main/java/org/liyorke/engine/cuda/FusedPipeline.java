package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liyorke.model.NetworkFamily;

/**
 * A session of the fused pipeline: one kernel draws and decides, for one family after the other.
 *
 * <p>It makes the words in registers and needs no cuRAND. What is allocated for a group of families
 * is kept until another group comes.
 */
final class FusedSession implements DeviceSession {
  /** How much of the free memory is taken; the rest is for the driver and for others. */
  private static final double USABLE = 0.9;

  private final Resources resources = new Resources();
  private final DeviceContext context;
  private final long memory;
  private final int largestBatch;
  private final List<DeviceDecisions> decisions = new ArrayList<>();
  private Resources group = new Resources();
  private List<NetworkFamily> families = List.of();
  private long seed;

  /**
   * Opens a session.
   *
   * @param memory bytes that all sessions of the device may use together, at least 1
   * @param sessions how many share the device, at least 1
   * @param largestBatch networks decided at once, at most; at least 1
   */
  FusedSession(CudaDevice device, long memory, int sessions, int largestBatch) {
    this.largestBatch = largestBatch;
    context = resources.add(new DeviceContext(device));
    try {
      long usable = (long) (USABLE * context.freeMemory());
      this.memory = Math.max(1, Math.min(memory, usable) / sessions);
    } catch (CudaException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  @Override
  public List<DeviceVerdicts> decide(
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
  public long memory() {
    return memory;
  }

  @Override
  public void close() {
    resources.add(group);
    resources.close();
  }
}
