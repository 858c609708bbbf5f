package org.liyorke.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import jcuda.Pointer;
import org.liyorke.model.Activation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.ParameterRun;
import org.liyorke.model.PiecewiseLinearActivation;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Decides networks of one family and seed on a device as far as its kernels can: they prove order
 * or chaos, and leave open what they do not prove. Not thread-safe, and the only user of its
 * context while it decides.
 */
public final class DeviceDecisions implements DeviceResource {
  /** Widest network that the kernels take. */
  private static final int WIDEST = 4096;

  private static final String MODULE = "decisions.ptx";

  /** The kernels' struct Outcome: counters of 64 bits, then lengths of lists of 32 bits. */
  private static final int EXPONENTS = 16;

  private static final int POWERS = 8;
  private static final int HALVES = 64;
  private static final int COUNTERS = EXPONENTS + POWERS * HALVES;
  private static final int OUTCOME_LONGS = COUNTERS + 3;
  private static final int UNSETTLED = 2;
  private static final int PROOFS = 3;

  /** The kernels' structs Left and Proof. */
  private static final int LEFT_BYTES = 24;

  private static final int PROOF_LONGS = 2;

  /**
   * Of the last stage: so many blocks fit on a multiprocessor, and about one network is left to
   * each.
   */
  private static final int LEFT_BLOCKS_PER_MULTIPROCESSOR = 16;

  private static final int NETWORKS_PER_LEFT_BLOCK = 32;

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
  private DeviceBuffer left;
  private DeviceBuffer proofs;
  private DeviceBuffer unsettled;
  private DeviceBuffer scratch;
  private int batch;

  /**
   * Whether the kernels have proofs for networks of the family: two layers, a scalar state, a width
   * of at most 4,096, a hidden activation with one kink, at the origin, or a clamp, and an output
   * of identity, ReLU or a clamp. Ends of clamps are float32 numbers.
   */
  public static boolean supports(NetworkFamily family) {
    return family.depth() == 2
        && family.state() == 1
        && family.width() <= WIDEST
        && family.isPiecewiseLinear()
        && isTakenHidden(family.activation().piecewiseLinear())
        && isTakenOutput(family.output().piecewiseLinear());
  }

  private static boolean isTakenHidden(PiecewiseLinearActivation hidden) {
    return hidden.isHomogeneous() || isFloatClip(hidden);
  }

  private static boolean isTakenOutput(PiecewiseLinearActivation output) {
    return output.isIdentity() || isFloatClip(output) || output.equals(Activation.RELU);
  }

  private static boolean isFloatClip(PiecewiseLinearActivation f) {
    return f.isClip() && (float) f.lo() == f.lo() && (float) f.hi() == f.hi();
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
      int first = BatchMemory.fitting(context, memory, largestBatch, this::bytes);
      batch =
          BatchMemory.allocate(context, first, bytes(1), "one network", resources, this::allocate);
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private void prepare() {
    List<ParameterRun> randoms =
        family.runs().stream().filter(run -> !run.law().isConstant()).toList();
    // What one thread copies does not wait for what the kernels of another are doing.
    stream = resources.add(DeviceStream.nonBlocking(context));
    module = context.module(MODULE);
    laws = resources.add(new DeviceLaws(context, randoms));
    familyArgument = new DecisionFamily(family, laws).argument();
    outcome = resources.add(new DeviceBuffer(context, OUTCOME_LONGS * (long) Long.BYTES));
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

  /** Bytes for so many networks: their words, their places in the lists, and the last stage. */
  private long bytes(int networks) {
    long one = wordBytes() + queueBytes() + Integer.BYTES + LEFT_BYTES + PROOF_LONGS * Long.BYTES;
    return networks * one + leftBlocks(networks) * DecisionKernels.scratchBytes(family);
  }

  /** Blocks of the last stage. */
  private int leftBlocks(int networks) {
    int most = LEFT_BLOCKS_PER_MULTIPROCESSOR * context.properties().multiprocessors();
    return Math.max(1, Math.min(networks / NETWORKS_PER_LEFT_BLOCK, most));
  }

  /**
   * Bytes of a network in the list that the first kernel leaves to the second: its position, or a
   * struct Left.
   */
  private long queueBytes() {
    return kernels == DecisionKernels.NARROW ? Integer.BYTES : LEFT_BYTES;
  }

  private void allocate(int networks, Resources buffers) {
    queue = buffers.add(new DeviceBuffer(context, networks * queueBytes()));
    left = buffers.add(new DeviceBuffer(context, networks * (long) LEFT_BYTES));
    proofs = buffers.add(new DeviceBuffer(context, networks * (long) PROOF_LONGS * Long.BYTES));
    unsettled = buffers.add(new DeviceBuffer(context, networks * (long) Integer.BYTES));
    long scratchBytes = leftBlocks(networks) * DecisionKernels.scratchBytes(family);
    scratch = buffers.add(new DeviceBuffer(context, scratchBytes));
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
   * @param withProofs whether to return the proofs of chaos, and not only how many there are
   */
  public DeviceVerdicts decide(long first, int count, boolean withProofs) {
    if (!(first >= 0 && count >= 1 && count <= batch && first <= family.maxNetworks() - count)) {
      throw new IllegalArgumentException(
          "%d networks from %d: must be 1 to %d in [0, %d)"
              .formatted(count, first, batch, family.maxNetworks()));
    }
    start(first, count);
    stream.synchronize();
    return verdicts(withProofs);
  }

  /** Starts what is done on the device for {@link #decide}. */
  void start(long first, int count) {
    outcome.clear(stream);
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
    Pointer open = Pointer.to(left.address());
    Pointer tables = laws.tables();
    Pointer proven = Pointer.to(proofs.address());
    switch (kernels) {
      case NARROW -> {
        Pointer queued = Pointer.to(queue.address());
        kernels.launch(
            module, stream, family, count, out, queued, from, networks, familyArgument, tables);
        // Each further stage reads on the device how many the one before left.
        DecisionKernels.QUEUED.launch(
            module,
            stream,
            family,
            count,
            out,
            open,
            proven,
            queued,
            from,
            networks,
            familyArgument,
            tables);
      }
      case FEW_KINKS ->
          kernels.launch(
              module, stream, family, count, out, open, from, networks, familyArgument, tables);
      case WIDE, WIDEST -> {
        Pointer queued = Pointer.to(queue.address());
        kernels.launch(
            module, stream, family, count, out, queued, from, networks, familyArgument, tables);
        DecisionKernels cores =
            kernels == DecisionKernels.WIDE
                ? DecisionKernels.CORES_OF_WIDE
                : DecisionKernels.CORES_OF_WIDEST;
        cores.launch(
            module,
            stream,
            family,
            count,
            out,
            open,
            queued,
            from,
            networks,
            familyArgument,
            tables);
      }
      default -> throw new IllegalStateException("no kernel to begin with: " + kernels);
    }
    Pointer rest = Pointer.to(unsettled.address());
    DecisionKernels.LEFT.launch(
        module,
        stream,
        family,
        leftBlocks(batch),
        out,
        rest,
        proven,
        open,
        Pointer.to(scratch.address()),
        from,
        networks,
        familyArgument,
        tables);
  }

  /** The kernels' struct Range. */
  private Pointer batchArgument(long first, int networks) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
    bytes.putLong(first).putLong(key).putInt(networks).putInt(0);
    return Pointer.to(bytes.rewind());
  }

  private DeviceVerdicts verdicts(boolean withProofs) {
    long[] numbers = new long[OUTCOME_LONGS];
    outcome.read(numbers, 0, OUTCOME_LONGS);
    long[] ordered = Arrays.copyOf(numbers, EXPONENTS);
    List<DeviceVerdicts.Chaotic> chaotic = new ArrayList<>();
    for (int i = 0; i < POWERS * HALVES; i++) {
      if (numbers[EXPONENTS + i] > 0) {
        chaotic.add(
            new DeviceVerdicts.Chaotic(i / HALVES, 2 * (i % HALVES) + 1, numbers[EXPONENTS + i]));
      }
    }
    int[] positions = new int[length(numbers, UNSETTLED)];
    unsettled.read(positions, 0, positions.length);
    Arrays.sort(positions);
    List<DeviceProof> proven = withProofs ? readProofs(length(numbers, PROOFS)) : List.of();
    return new DeviceVerdicts(ordered, chaotic, proven, positions);
  }

  /** The length of a list. The host has the device's byte order. */
  private static int length(long[] outcome, int list) {
    return (int) (outcome[COUNTERS + list / 2] >>> Integer.SIZE * (list % 2));
  }

  private List<DeviceProof> readProofs(int count) {
    long[] numbers = new long[PROOF_LONGS * count];
    proofs.read(numbers, 0, numbers.length);
    return IntStream.range(0, count)
        .mapToObj(i -> proof(numbers[2 * i], numbers[2 * i + 1]))
        .sorted(Comparator.comparingInt(DeviceProof::position))
        .toList();
  }

  /** The kernels' struct Proof: a double, a position of 32 bits, m and n of 16 bits. */
  private static DeviceProof proof(long x, long rest) {
    return new DeviceProof(
        (int) rest, (int) (rest >>> 32 & 0xFFFF), (int) (rest >>> 48), Double.longBitsToDouble(x));
  }

  @Override
  public void close() {
    resources.close();
  }
}
