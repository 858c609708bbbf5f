package org.liyorke.engine.cuda;

import jcuda.Pointer;
import org.liyorke.model.NetworkFamily;

/**
 * The kernels of {@code decisions.cu} by the number of kinks of a network, with the shapes of their
 * launches: threads of a block, networks that a block works on at once, and how many times the
 * blocks that the device runs at a time there are at most.
 *
 * <p>A kernel that begins with a batch gets many rounds of blocks: one that met long proofs ends
 * later, and others take its turn. It gets no block for each network, as each ends with additions
 * to the same few counters. A kernel that goes through a list gets one round, or a few where the
 * list is long.
 */
enum DecisionKernels {
  /** A thread a network. */
  NARROW("settle_narrow", 64, 64, 16) {
    @Override
    int sharedBytes(NetworkFamily family) {
      int kinks = kinks(family);
      return 64 * (pieces(kinks) * Double.BYTES + kinks);
    }
  },

  /** The few networks that {@link #NARROW} leaves. */
  QUEUED("settle_queued", 64, 64, 1) {
    @Override
    int sharedBytes(NetworkFamily family) {
      return NARROW.sharedBytes(family);
    }
  },

  /** A warp a network, all kinks sorted. */
  FEW_KINKS("settle_pieces", 128, 4, 16) {
    @Override
    int sharedBytes(NetworkFamily family) {
      int kinks = kinks(family);
      return 4 * Double.BYTES * (pieces(kinks) + NODES + (kinks + 7) / 8);
    }
  },

  /** A warp a network, kinks in bands of the line. */
  WIDE("settle_wide", 128, 4, 16) {
    @Override
    int sharedBytes(NetworkFamily family) {
      return Double.BYTES * (LINE_BORDERS + 4 * LINE_COUNTS);
    }
  },

  /** A block a network, kinks in bands of the line. */
  WIDEST("settle_widest", 128, 1, 16) {
    @Override
    int sharedBytes(NetworkFamily family) {
      return Double.BYTES * (LINE_BORDERS + LINE_COUNTS + TEAM);
    }
  },

  /** A warp a network, for what WIDE leaves: kinks in bands of the core. */
  CORES_OF_WIDE("settle_cores_of_wide", 128, 4, 4) {
    @Override
    int sharedBytes(NetworkFamily family) {
      return 4 * Double.BYTES * (BANDS + NODES);
    }
  },

  /** A block a network, for what WIDEST leaves: kinks in bands of the core. */
  CORES_OF_WIDEST("settle_cores_of_widest", 128, 1, 4) {
    @Override
    int sharedBytes(NetworkFamily family) {
      return Double.BYTES * (BANDS + NODES + TEAM);
    }
  },

  /**
   * A warp a network, for what the others leave: the kinks of the core sorted, in memory of a
   * block.
   */
  LEFT("settle_left", 32, 1, 1) {
    @Override
    int sharedBytes(NetworkFamily family) {
      return Double.BYTES * WAITING + Integer.BYTES * BUCKETS;
    }
  };

  private static final int NARROW_KINKS = 16;
  private static final int MOST_SORTED_KINKS = 64;
  private static final int MOST_KINKS_OF_A_WARP = 512;
  private static final int MOST_TURNS = 512;

  /** Borders of the bands of the line, and what is counted in these bands, in doubles. */
  private static final int LINE_BORDERS = 65;

  private static final int LINE_COUNTS = 192;

  /** Doubles that the bands of a core take: Cells::room. */
  private static final int BANDS = 5 * 192 + 3;

  /** Ends of the nodes of a graph. */
  private static final int NODES = 128;

  /** Ends of the intervals that wait. */
  private static final int WAITING = 256;

  /** Starts of buckets. */
  private static final int BUCKETS = 512;

  /** What the warps of a block tell each other. */
  private static final int TEAM = 24;

  private final String kernel;
  private final int threads;
  private final int networksInBlock;
  private final int rounds;

  DecisionKernels(String kernel, int threads, int networksInBlock, int rounds) {
    this.kernel = kernel;
    this.threads = threads;
    this.networksInBlock = networksInBlock;
    this.rounds = rounds;
  }

  /** The first kernel for the networks of a family. */
  static DecisionKernels of(NetworkFamily family) {
    int kinks = kinks(family);
    if (kinks <= NARROW_KINKS) {
      return NARROW;
    }
    if (kinks <= MOST_SORTED_KINKS) {
      return FEW_KINKS;
    }
    return kinks <= MOST_KINKS_OF_A_WARP ? WIDE : WIDEST;
  }

  /** Dynamic shared memory of a block. */
  abstract int sharedBytes(NetworkFamily family);

  /** Global memory of a block of {@link #LEFT}: Scratch::bytes. */
  static long scratchBytes(NetworkFamily family) {
    int kinks = kinks(family);
    int turns = Math.min(kinks, MOST_TURNS);
    return (4 * Double.BYTES * (kinks + 1L) + 24 * turns + 6 * kinks + 15) / 16 * 16;
  }

  /** Starts the kernel for so many networks. */
  void launch(
      KernelModule module,
      DeviceStream stream,
      NetworkFamily family,
      int networks,
      Pointer... arguments) {
    int shared = sharedBytes(family);
    long most = rounds * module.blocksAtATime(kernel, threads, shared);
    long useful = (networks + networksInBlock - 1L) / networksInBlock;
    module.launch(stream, kernel, Math.min(most, useful), threads, shared, arguments);
  }

  private static int kinks(NetworkFamily family) {
    return family.width() * DecisionFamily.kinks(family.activation().piecewiseLinear());
  }

  /** Doubles that the pieces of a network take: Cells::room. */
  private static int pieces(int kinks) {
    return 3 * kinks + 1;
  }
}
