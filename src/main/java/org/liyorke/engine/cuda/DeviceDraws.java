package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jcuda.Pointer;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.ParameterRun;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Draws networks of one family and seed on a device: the same bits as {@link
 * org.liyorke.model.NetworkSampler}, for every size of batch.
 *
 * <p>Batches are as large as the memory allows; where an allocation fails all the same, they are
 * halved until it succeeds. Not for use by several threads at once, and the only user of its
 * context while it draws.
 */
public final class DeviceDraws implements DeviceResource {
  /** The kernels count words and numbers of a batch in 32 bits. */
  private static final long MOST_NUMBERS = Integer.MAX_VALUE;

  private static final String MODULE = "draws.ptx";

  /** Takes the networks of a batch. */
  @FunctionalInterface
  public interface BatchConsumer {
    /**
     * Called when the batch is complete on the device.
     *
     * @param first index of the first network
     * @param networks how many
     * @param numbers the networks back to back, {@link NetworkFamily#parameters} floats each, valid
     *     during the call
     */
    void accept(long first, int networks, DeviceBuffer numbers);
  }

  private final NetworkFamily family;
  private final WordSource source;
  private final long key;
  private final Resources resources = new Resources();
  private final DeviceContext context;
  private final List<ParameterRun> constants = new ArrayList<>();
  private DeviceStream stream;
  private KernelModule module;
  private DeviceLaws laws;
  private WordGenerator generator;
  private DeviceBuffer words;
  private DeviceBuffer numbers;
  private int batch;

  /**
   * Prepares draws.
   *
   * @param seed all 64 bits significant
   * @param memory bytes that may be used for batches, at least 1
   * @param largestBatch networks in a batch, at most; at least 1
   * @throws CudaException that is out of memory if not even one network fits
   */
  public DeviceDraws(
      DeviceContext context,
      NetworkFamily family,
      long seed,
      WordSource source,
      long memory,
      int largestBatch) {
    if (!(memory >= 1 && largestBatch >= 1)) {
      throw new IllegalArgumentException(
          "memory " + memory + ", batch " + largestBatch + ": must be at least 1");
    }
    this.context = context;
    this.family = family;
    this.source = source;
    key = StreamKey.of(seed, Purpose.WEIGHTS, family.sizes());
    try {
      prepare();
      int first = Math.min(largestBatch, fitting(memory));
      long bytes = wordBytes() + numberBytes();
      batch = BatchMemory.allocate(context, first, bytes, resources, this::allocate);
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private void prepare() {
    List<ParameterRun> randoms = new ArrayList<>();
    for (ParameterRun run : family.runs()) {
      (run.law().isConstant() ? constants : randoms).add(run);
    }
    stream = resources.add(new DeviceStream(context));
    module = resources.add(new KernelModule(context, MODULE));
    laws = resources.add(new DeviceLaws(context, randoms));
    if (takesWords()) {
      generator = resources.add(new WordGenerator(context, key, stream));
    }
  }

  private boolean takesWords() {
    return source == WordSource.CURAND && family.wordsPerNetwork() > 0;
  }

  private long wordBytes() {
    return takesWords() ? family.wordsPerNetwork() * Integer.BYTES : 0;
  }

  private long numberBytes() {
    return (long) family.parameters() * Float.BYTES;
  }

  /** Networks that fit into so many bytes and into the kernels' counters, at least 1. */
  private int fitting(long memory) {
    long byCounters = MOST_NUMBERS / Math.max(family.wordsPerNetwork(), family.parameters());
    long byMemory = BatchMemory.fitting(context, memory, wordBytes() + numberBytes());
    return (int) Math.max(1, Math.min(byMemory, byCounters));
  }

  private void allocate(int networks, Resources buffers) {
    numbers = buffers.add(new DeviceBuffer(context, networks * numberBytes()));
    if (takesWords()) {
      words = buffers.add(new DeviceBuffer(context, networks * wordBytes()));
      // cuRAND allocates when it fills something for the first time.
      generator.fill(0, words, family.wordsPerNetwork());
    }
  }

  /** Networks in a batch. */
  public int batch() {
    return batch;
  }

  /**
   * Draws the networks of indices [first, first + count), batch by batch.
   *
   * @param first at least 0; all indices must lie below {@link NetworkFamily#maxNetworks}
   * @param count at least 0
   */
  public void draw(long first, long count, BatchConsumer consumer) {
    if (first < 0 || count < 0 || first > family.maxNetworks() - count) {
      throw new IllegalArgumentException(
          "networks from %d, %d of them: must lie in [0, %d)"
              .formatted(first, count, family.maxNetworks()));
    }
    for (long done = 0; done < count; done += batch) {
      int networks = (int) Math.min(batch, count - done);
      start(first + done, networks);
      stream.synchronize();
      consumer.accept(first + done, networks, numbers);
    }
  }

  /** Where the work is done. */
  DeviceStream stream() {
    return stream;
  }

  /** Starts what is done on the device for a batch. */
  void start(long first, int networks) {
    if (takesWords()) {
      long stride = family.wordsPerNetwork();
      generator.fill(first * stride, words, networks * stride);
    }
    Pointer out = Pointer.to(numbers.address());
    Pointer batchArgument = batchArgument(first, networks);
    for (ParameterRun run : constants) {
      Pointer value = Pointer.to(new float[] {run.law().fromWord(0)});
      long items = (long) networks * run.count();
      module.launch(stream, "fill_constants", items, out, batchArgument, runArgument(run), value);
    }
    for (ParameterRun run : laws.runs()) {
      startRun(run, networks, out, batchArgument);
    }
  }

  private void startRun(ParameterRun run, int networks, Pointer out, Pointer batchArgument) {
    String kernel = takesWords() ? "shape_numbers" : "draw_numbers";
    Pointer from = takesWords() ? Pointer.to(words.address()) : Pointer.to(new long[] {key});
    // A thread of draw_numbers makes a group of four words.
    long perNetwork = takesWords() ? run.count() : (run.word() % 4 + run.count() + 3) / 4;
    module.launch(
        stream,
        kernel,
        networks * perNetwork,
        out,
        from,
        batchArgument,
        runArgument(run),
        laws.law(run),
        laws.tables());
  }

  /** The kernels' struct Batch. */
  private Pointer batchArgument(long first, int networks) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
    bytes.putLong(first).putInt(networks).putInt(family.parameters());
    bytes.putInt((int) family.wordsPerNetwork()).putInt(0);
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
