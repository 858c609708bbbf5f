package org.liyorke.published;

import org.liyorke.tally.VerdictCounts;

/**
 * A published number beside what its networks are.
 *
 * @param row the published number
 * @param setup what was run
 * @param note in plain words, how the setup was found and whether it reproduces the number
 * @param reproduced whether the procedure as coded gives the published number
 * @param grid what the published procedure counts
 * @param verdicts what is proven of the same networks
 */
public record RowResult(
    PublishedRow row,
    Setup setup,
    String note,
    boolean reproduced,
    GridCounts grid,
    VerdictCounts verdicts) {}
