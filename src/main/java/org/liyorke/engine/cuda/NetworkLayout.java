package org.liyorke.engine.cuda;

import org.liyorke.model.NetworkFamily;

/**
 * Where the numbers of networks stand in the memory of a device, and how many networks one call of
 * cuBLAS takes.
 *
 * <p>cuBLAS may choose another algorithm, and so other roundings, for another shape, another number
 * of products in a call, or another alignment. Therefore all three follow from the family alone:
 * networks go through in tiles of one size, the last one filled up with whatever stands there.
 *
 * @param stride floats from the first number of a network to that of the next
 * @param tile networks of a call, a power of two
 */
record NetworkLayout(int stride, int tile) {
  /** Floats of a tile, about: 4 MiB, at which a call is long compared with its start. */
  private static final int TILE_FLOATS = 1 << 20;

  /**
   * Blocks of a campaign that observes may have few networks, and what fills up a tile is work too.
   */
  private static final int MOST_NETWORKS = 64;

  /** Floats: tiles begin at multiples of 256 bytes, as allocations do. */
  private static final int ALIGNMENT = 64;

  static NetworkLayout of(NetworkFamily family) {
    int numbers = family.parameters();
    int fitting = Math.max(1, Math.min(MOST_NETWORKS, TILE_FLOATS / numbers));
    int tile = Integer.highestOneBit(fitting);
    boolean aligned = tile >= ALIGNMENT || numbers > Integer.MAX_VALUE - ALIGNMENT;
    int stride = aligned ? numbers : (numbers + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return new NetworkLayout(stride, tile);
  }

  /** How many tiles so many networks take. */
  int tiles(int networks) {
    return (networks + tile - 1) / tile;
  }

  /** Bytes of the numbers of a network. */
  long bytes() {
    return (long) stride * Float.BYTES;
  }
}
