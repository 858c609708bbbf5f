package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import jcuda.Pointer;
import org.liyorke.model.Activation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.ParameterRun;
import org.liyorke.model.PiecewiseLinearActivation;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Decides networks of one family and seed on a device as far as its kernels can: they prove order,
 * and leave open what they do not prove. Not thread-safe, and the only user of its context while it
 * decides.
 */
public final class DeviceDecisions implements DeviceResource {
  /** Widest network that the kernels take. */
  private static final int WIDEST = 4096;

  private static final String MODULE = "decisions.ptx";

  /** The kernels' struct Outcome: counters of ordered networks, then lengths of two lists. */
  private static final int EXPONENTS = 16;

  private static final int OUTCOME_INTS = 2 * EXPONENTS + 2;
  private static final int UNSETTLED_AT = 2 * EXPONENTS + 1;

  private final NetworkFamily family;
  private final long key;
  private final WordSource source;
  private final Resources resources = new Resources();
  private final DeviceContext context;
  private final DecisionKernels kernels;
  private DeviceStream stream;
  private DeviceLaws laws;
  private KernelModule module;
  private WordGenerator generator;
  private DeviceBuffer outcome;
  private Pointer familyArgument;
  private DeviceBuffer words;
  private DeviceBuffer queue;
  private DeviceBuffer unsettled;
  private int batch;

  /**
   * Whether the kernels have proofs for networks of the family: two layers, a scalar state, a width
   * of at most 4,096, and an output of identity, ReLU or a clamp to an interval.
   */
  public static boolean supports(NetworkFamily family) {
    return family.depth() == 2
        && family.state() == 1
        && family.width() <= WIDEST
        && family.isPiecewiseLinear()
        && isTaken(family.output().piecewiseLinear());
  }

  private static boolean isTaken(PiecewiseLinearActivation output) {
    return output.isIdentity() || output.isClip() || output.equals(Activation.RELU);
  }

  /**
   * Prepares decisions.
   *
   * @param family one that is {@link #supports supported}
   * @param seed all 64 bits significant
   * @param memory bytes that may be used for batches, at least 1
   * @param largestBatch networks in a batch, at most; at least 1
   * @throws CudaException that is out of memory if not even one network fits
   */
  public DeviceDecisions(
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
    if (!supports(family)) {
      throw new IllegalArgumentException("the kernels have no proofs for " + family);
    }
    this.context = context;
    this.family = family;
    this.source = source;
    key = StreamKey.of(seed, Purpose.WEIGHTS, family.sizes());
    kernels = DecisionKernels.of(family);
    try {
      prepare();
      int first = Math.min(largestBatch, BatchMemory.fitting(context, memory, networkBytes()));
      batch =
          BatchMemory.allocate(
              context, first, networkBytes(), "one network", resources, this::allocate);
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private void prepare() {
    List<ParameterRun> randoms =
        family.runs().stream().filter(run -> !run.law().isConstant()).toList();
    stream = resources.add(new DeviceStream(context));
    module = resources.add(new KernelModule(context, MODULE));
    laws = resources.add(new DeviceLaws(context, randoms));
    familyArgument = new DecisionFamily(family, laws, DecisionKernels.BAND_BITS).argument();
    outcome = resources.add(new DeviceBuffer(context, OUTCOME_INTS * (long) Integer.BYTES));
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

  /** Bytes of a network: its words and its place in two lists. */
  private long networkBytes() {
    return wordBytes() + 2 * Integer.BYTES;
  }

  private void allocate(int networks, Resources buffers) {
    queue = buffers.add(new DeviceBuffer(context, networks * (long) Integer.BYTES));
    unsettled = buffers.add(new DeviceBuffer(context, networks * (long) Integer.BYTES));
    if (takesWords()) {
      words = buffers.add(new DeviceBuffer(context, networks * wordBytes()));
      // cuRAND allocates when it fills something for the first time.
      generator.fill(0, words, family.wordsPerNetwork());
    }
  }

  /** Most networks that can be decided at a time. */
  public int batch() {
    return batch;
  }

  /**
   * Decides the networks of indices [first, first + count).
   *
   * @param first at least 0; all indices must lie below {@link NetworkFamily#maxNetworks}
   * @param count 1 to {@link #batch}
   */
  public DeviceVerdicts decide(long first, int count) {
    if (!(first >= 0 && count >= 1 && count <= batch && first <= family.maxNetworks() - count)) {
      throw new IllegalArgumentException(
          "%d networks from %d: must be 1 to %d in [0, %d)"
              .formatted(count, first, batch, family.maxNetworks()));
    }
    clear();
    start(first, count);
    stream.synchronize();
    return verdicts();
  }

  /** Forgets the batch before: to be called before each {@link #start}. */
  void clear() {
    outcome.write(new double[OUTCOME_INTS / 2]);
  }

  /** Starts what is done on the device for {@link #decide}. */
  void start(long first, int count) {
    if (takesWords()) {
      long stride = family.wordsPerNetwork();
      generator.fill(first * stride, words, count * stride);
    }
    launch(first, count);
  }

  /** Where the work is done. */
  DeviceStream stream() {
    return stream;
  }

  private void launch(long first, int count) {
    Pointer from = takesWords() ? Pointer.to(words.address()) : Pointer.to(new long[1]);
    Pointer networks = batchArgument(first, count);
    Pointer out = Pointer.to(outcome.address());
    Pointer rest = Pointer.to(unsettled.address());
    Pointer tables = laws.tables();
    switch (kernels) {
      case NARROW -> {
        Pointer left = Pointer.to(queue.address());
        kernels.launch(
            module, stream, family, count, out, left, from, networks, familyArgument, tables);
        // The second stage reads on the device how many the first one left.
        DecisionKernels.FEW_KINKS.launch(
            module, stream, family, count, out, rest, left, from, networks, familyArgument, tables);
      }
      case FEW_KINKS -> {
        Pointer all = Pointer.to(new long[1]);
        kernels.launch(
            module, stream, family, count, out, rest, all, from, networks, familyArgument, tables);
      }
      case WIDE, WIDEST ->
          kernels.launch(
              module, stream, family, count, out, rest, from, networks, familyArgument, tables);
    }
  }

  /** The kernels' struct Range. */
  private Pointer batchArgument(long first, int networks) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
    bytes.putLong(first).putLong(key).putInt(networks).putInt(0);
    return Pointer.to(bytes.rewind());
  }

  private DeviceVerdicts verdicts() {
    int[] numbers = new int[OUTCOME_INTS];
    outcome.read(numbers, 0, OUTCOME_INTS);
    long[] ordered = new long[EXPONENTS];
    for (int n = 0; n < EXPONENTS; n++) {
      // The host has the device's byte order.
      ordered[n] = Integer.toUnsignedLong(numbers[2 * n]) | (long) numbers[2 * n + 1] << 32;
    }
    int[] positions = new int[numbers[UNSETTLED_AT]];
    unsettled.read(positions, 0, positions.length);
    Arrays.sort(positions);
    return new DeviceVerdicts(ordered, positions);
  }

  @Override
  public void close() {
    resources.close();
  }
}
