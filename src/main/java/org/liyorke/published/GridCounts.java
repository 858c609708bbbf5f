package org.liyorke.published;

/**
 * How many networks the published test calls chaotic.
 *
 * @param networks examined, at least 0
 * @param asCoded by f^4, as the code has it
 * @param thirdIterate by f^3, as was meant
 */
public record GridCounts(long networks, long asCoded, long thirdIterate) {
  /** Nothing examined. */
  static final GridCounts NONE = new GridCounts(0, 0, 0);

  /** The share that the code calls chaotic; NaN of nothing. */
  double asCodedShare() {
    return (double) asCoded / networks;
  }

  GridCounts plus(GridCounts other) {
    return new GridCounts(
        networks + other.networks, asCoded + other.asCoded, thirdIterate + other.thirdIterate);
  }

  GridCounts plus(GridProcedure.Finding finding) {
    return new GridCounts(
        networks + 1,
        asCoded + (finding.asCoded() ? 1 : 0),
        thirdIterate + (finding.thirdIterate() ? 1 : 0));
  }
}
