package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jcuda.Pointer;
import org.liyorke.model.ParameterRun;

/**
 * Draws the numbers of consecutive networks from one stream of words into memory of the device
 * (contracts 1 to 3), whatever they are for.
 */
final class NumberDraws implements DeviceResource {
  static final String MODULE = "draws.ptx";

  /** The kernels count words and numbers of a batch in 32 bits. */
  private static final long MOST_NUMBERS = Integer.MAX_VALUE;

  private final KernelModule module;
  private final DeviceStream stream;
  private final long key;
  private final long words;
  private final int stride;
  private final List<ParameterRun> constants = new ArrayList<>();
  private final Resources resources = new Resources();
  private final DeviceLaws laws;
  private final WordGenerator generator;

  /**
   * Prepares draws.
   *
   * @param module {@link #MODULE}
   * @param key of the stream of words
   * @param words that belong to each network, a multiple of 4
   * @param runs the numbers of a network
   * @param stride floats from the first number of a network to that of the next
   */
  NumberDraws(
      DeviceContext context,
      KernelModule module,
      DeviceStream stream,
      WordSource source,
      long key,
      long words,
      List<ParameterRun> runs,
      int stride) {
    this.module = module;
    this.stream = stream;
    this.key = key;
    this.words = words;
    this.stride = stride;
    List<ParameterRun> randoms = new ArrayList<>();
    for (ParameterRun run : runs) {
      (run.law().isConstant() ? constants : randoms).add(run);
    }
    try {
      laws = resources.add(new DeviceLaws(context, randoms));
      boolean generates = source == WordSource.CURAND && words > 0;
      generator = generates ? resources.add(new WordGenerator(context, key, stream)) : null;
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /** Bytes that the words of a network take in memory: 0 where they are made in registers. */
  long wordBytes() {
    return generator == null ? 0 : words * Integer.BYTES;
  }

  /** Most networks that can be drawn at once. */
  int most() {
    return (int) Math.max(1, MOST_NUMBERS / Math.max(words, stride));
  }

  /**
   * Lets cuRAND allocate, which it does when it fills something for the first time.
   *
   * @param memory for the words of one network
   */
  void warmUp(DeviceBuffer memory) {
    if (generator != null) {
      generator.fill(0, memory, words);
    }
  }

  /**
   * Starts to draw.
   *
   * @param networks 1 to {@link #most}
   * @param numbers where they go
   * @param memory for the words, {@link #wordBytes} a network; not touched if that is 0
   */
  void start(long first, int networks, DeviceBuffer numbers, DeviceBuffer memory) {
    if (generator != null) {
      generator.fill(first * words, memory, networks * words);
    }
    Pointer out = Pointer.to(numbers.address());
    Pointer batch = batchArgument(first, networks);
    for (ParameterRun run : constants) {
      Pointer value = Pointer.to(new float[] {run.law().fromWord(0)});
      long items = (long) networks * run.count();
      module.launch(stream, "fill_constants", items, out, batch, runArgument(run), value);
    }
    for (ParameterRun run : laws.runs()) {
      startRun(run, networks, out, batch, memory);
    }
  }

  private void startRun(
      ParameterRun run, int networks, Pointer out, Pointer batch, DeviceBuffer memory) {
    boolean fromMemory = generator != null;
    String kernel = fromMemory ? "shape_numbers" : "draw_numbers";
    Pointer from = fromMemory ? Pointer.to(memory.address()) : Pointer.to(new long[] {key});
    // A thread of draw_numbers makes a group of four words.
    long perNetwork = fromMemory ? run.count() : (run.word() % 4 + run.count() + 3) / 4;
    module.launch(
        stream,
        kernel,
        networks * perNetwork,
        out,
        from,
        batch,
        runArgument(run),
        laws.law(run),
        laws.tables());
  }

  /** The kernels' struct Batch. */
  private Pointer batchArgument(long first, int networks) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
    bytes.putLong(first).putInt(networks).putInt(stride).putInt((int) words).putInt(0);
    return Pointer.to(bytes.rewind());
  }

  /** The kernels' struct Run. */
  private static Pointer runArgument(ParameterRun run) {
    return Pointer.to(new int[] {run.parameter(), run.word(), run.count()});
  }

  @Override
  public void close() {
    resources.close();
  }
}
