package org.liyorke.engine.cuda;

import java.util.Arrays;
import java.util.List;
import jcuda.Pointer;
import org.liyorke.dynamics.orbits.LapSettings;
import org.liyorke.model.NetworkFamily;

/** Counts the laps of the iterates of every scalar network on a grid, for the observable growth. */
final class LapPass implements ObservingPass {
  /** Points of a product: the grid goes through in parts of this size, the last one filled up. */
  private static final int COLUMNS = 128;

  private final GemmTools tools;
  private final LapSettings settings;
  private final List<DeviceTally> tallies;
  private final GemmStep step;
  private final int rowLength;
  private DeviceBuffer row;
  private DeviceBuffer states;
  private DeviceBuffer before;

  /**
   * A pass.
   *
   * @param tallies of growth and of the logarithm of the laps
   */
  LapPass(GemmTools tools, NetworkFamily family, LapSettings settings, List<DeviceTally> tallies) {
    this.tools = tools;
    this.settings = settings;
    this.tallies = tallies;
    step = tools.step(family, COLUMNS, 0);
    rowLength = (settings.points() + COLUMNS - 1) / COLUMNS * COLUMNS;
  }

  @Override
  public long networkBytes() {
    return (long) rowLength * Float.BYTES + Double.BYTES + step.networkBytes();
  }

  @Override
  public long mostNumbers() {
    return Math.max(rowLength, step.mostNumbers());
  }

  @Override
  public void allocate(int networks, Resources buffers) {
    DeviceContext context = tools.context();
    step.allocate(networks, buffers);
    row = buffers.add(new DeviceBuffer(context, (long) rowLength * Float.BYTES));
    row.write(Arrays.copyOf(settings.grid(), rowLength));
    long bytes = (long) networks * rowLength * Float.BYTES;
    states = buffers.add(new DeviceBuffer(context, bytes));
    before = buffers.add(new DeviceBuffer(context, networks * (long) Double.BYTES));
  }

  @Override
  public void start(Batch batch) {
    int networks = batch.networks();
    Pointer values = Pointer.to(states.address());
    launch(
        "repeat_row",
        (long) networks * rowLength,
        values,
        Pointer.to(row.address()),
        number(rowLength),
        number(networks));
    int half = settings.compositions() / 2;
    for (int t = 1; t <= settings.compositions(); t++) {
      step(batch);
      if (t == half) {
        countLaps(Pointer.to(before.address()), networks);
      }
    }
    Pointer after = tallies.get(1).values();
    countLaps(after, networks);
    launch(
        "lap_growth",
        networks,
        tallies.get(0).values(),
        Pointer.to(before.address()),
        after,
        number(networks),
        Pointer.to(new double[] {settings.compositions() - half}));
  }

  private void step(Batch batch) {
    for (int from = 0; from < rowLength; from += COLUMNS) {
      Vectors part = new Vectors(states, from, rowLength);
      step.start(tools.stream(), batch.networks(), batch.numbers(), part);
    }
  }

  private void countLaps(Pointer logarithms, int networks) {
    launch(
        "count_laps",
        networks,
        logarithms,
        Pointer.to(states.address()),
        number(networks),
        number(settings.points()),
        number(rowLength),
        Pointer.to(new double[] {settings.height()}));
  }

  private void launch(String kernel, long items, Pointer... arguments) {
    tools.kernels().launch(tools.stream(), kernel, items, arguments);
  }

  private static Pointer number(int value) {
    return Pointer.to(new int[] {value});
  }
}
