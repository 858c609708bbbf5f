package org.liyorke.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.engine.Precision;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.ObservableTally;

/**
 * Observes orbits on one device: networks are drawn there, go through their steps as batched matrix
 * products, and are measured and tallied there.
 *
 * <p>What is allocated for a group of families is kept until another group comes. Not for use by
 * several threads at once.
 */
final class GemmPipeline implements DeviceResource {
  private final Resources resources = new Resources();
  private final GemmTools tools;
  private final long memory;
  private final List<FamilyObserver> observers = new ArrayList<>();
  private Resources ofGroup = new Resources();
  private ObservedGroup group;

  /**
   * Opens the pipeline.
   *
   * @param memory bytes that batches may use, at least 1
   */
  GemmPipeline(DeviceContext context, Precision precision, long memory) {
    this.memory = memory;
    try {
      tools = GemmTools.open(context, precision, resources);
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /** See {@link DeviceSession#observe}. */
  List<ObservableTally> observe(ObservedGroup groupNow, long first, long count) {
    prepare(groupNow, count);
    List<ObservableTally> tallies = new ArrayList<>();
    for (FamilyObserver observer : observers) {
      ObservableTally tally = new ObservableTally(groupNow.observation().kinds());
      observer.observe(first, count, tally);
      tallies.add(tally);
    }
    return tallies;
  }

  /** See {@link DeviceSession#jacobians}. */
  float[] jacobians(ObservedGroup groupNow, int family, long first, int count) {
    prepare(groupNow, count);
    FamilyObserver observer = observers.get(family);
    List<float[]> parts = new ArrayList<>();
    for (int done = 0; done < count; done += observer.batch()) {
      parts.add(observer.jacobians(first + done, Math.min(observer.batch(), count - done)));
    }
    return parts.size() == 1 ? parts.get(0) : joined(parts);
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int to = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, to, part.length);
      to += part.length;
    }
    return all;
  }

  /** Forgets the old group first, so that its memory is free. */
  private void prepare(ObservedGroup groupNow, long networks) {
    if (groupNow.equals(group)) {
      return;
    }
    group = null;
    observers.clear();
    Resources before = ofGroup;
    ofGroup = new Resources();
    before.close();
    long share = Math.max(1, memory / groupNow.families().size());
    for (NetworkFamily family : groupNow.families()) {
      observers.add(
          ofGroup.add(
              new FamilyObserver(
                  tools, family, groupNow.seed(), groupNow.observation(), share, networks)));
    }
    group = groupNow;
  }

  @Override
  public void close() {
    resources.add(ofGroup);
    resources.close();
  }
}
