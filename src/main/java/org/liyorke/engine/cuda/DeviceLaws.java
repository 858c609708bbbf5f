package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcuda.Pointer;
import org.liyorke.model.ParameterRun;
import org.liyorke.random.LawRecipe;

/**
 * The laws of a family as the kernels read them: the coefficients of all laws once on the device,
 * and the other numbers of each law as an argument.
 */
final class DeviceLaws implements DeviceResource {
  /** Size of the kernels' struct Law. */
  static final int LAW_BYTES = 40;

  private static final int NO_TABLE = -1;

  private final Map<ParameterRun, ByteBuffer> laws = new LinkedHashMap<>();
  private final DeviceBuffer tables;

  /**
   * Copies the tables to the device.
   *
   * @param runs runs of laws that take words
   */
  DeviceLaws(DeviceContext context, List<ParameterRun> runs) {
    Map<DoubleBuffer, Integer> offsets = new LinkedHashMap<>();
    int coefficients = 0;
    for (ParameterRun run : runs) {
      LawRecipe recipe = run.law().recipe();
      if (recipe.table().hasRemaining()
          && offsets.putIfAbsent(recipe.table(), coefficients) == null) {
        coefficients += recipe.table().remaining();
      }
      laws.put(run, struct(recipe, offsets.getOrDefault(recipe.table(), NO_TABLE)));
    }
    double[] all = joined(offsets, coefficients);
    tables = new DeviceBuffer(context, Math.max(1, all.length) * (long) Double.BYTES);
    try {
      tables.write(all);
    } catch (CudaException e) {
      close();
      throw e;
    }
  }

  private static double[] joined(Map<DoubleBuffer, Integer> offsets, int coefficients) {
    double[] all = new double[coefficients];
    offsets.forEach((table, offset) -> table.duplicate().get(all, offset, table.remaining()));
    return all;
  }

  private static ByteBuffer struct(LawRecipe recipe, int table) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(LAW_BYTES).order(ByteOrder.nativeOrder());
    bytes.putDouble(recipe.slope()).putDouble(recipe.shift());
    bytes.putInt(table).putInt(recipe.upper());
    bytes.putFloat(recipe.least()).putFloat(recipe.most());
    bytes.putFloat(recipe.scale()).putFloat(recipe.mean());
    return bytes.rewind();
  }

  /** The runs, in order. */
  List<ParameterRun> runs() {
    return new ArrayList<>(laws.keySet());
  }

  /** The argument {@code law} of a kernel. */
  Pointer law(ParameterRun run) {
    return Pointer.to(laws.get(run));
  }

  /** Writes a law as part of a larger structure. */
  void put(ParameterRun run, ByteBuffer to) {
    to.put(laws.get(run).duplicate());
  }

  /** The argument {@code tables} of a kernel. */
  Pointer tables() {
    return Pointer.to(tables.address());
  }

  @Override
  public void close() {
    tables.close();
  }
}
