/**
 * The independent checker of verdicts: reads the answers of {@code classify} and proves or refutes
 * each of them again in exact rational arithmetic.
 *
 * <p>Invariants a change must keep:
 *
 * <ul>
 *   <li>Nothing here computes in floating point, and nothing is shared with the deciding engine but
 *       the reading of a network ({@code org.liyorke.model}). Only {@link
 *       org.liyorke.proof.ProofWriter} knows the engine's result types, because it writes them
 *       down; the checker reads its text.
 *   <li>A claim passes only when it has been proven. A work limit (always a count, never seconds)
 *       makes the check fail.
 *   <li>Simple and obviously right goes before fast.
 * </ul>
 *
 * <p>The formats, and how to check each proof by hand, are in {@code docs/proofs.md}.
 */
package org.liyorke.proof;
