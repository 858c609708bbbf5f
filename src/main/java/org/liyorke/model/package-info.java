/**
 * What is drawn and decided: families of networks, single networks, and their text forms.
 *
 * <p>Invariants a change must keep:
 *
 * <ul>
 *   <li>A network is a pure function of (family, seed, index): contract 2 of the design. No draw
 *       depends on the size of a batch, on a thread or on what was drawn before.
 *   <li>Parameters stand in one order everywhere: layer by layer, weights row by row (out x in),
 *       then biases. Numbers of a constant law take no word.
 *   <li>Numbers read from text are doubles taken exactly; float weights are widened exactly; what
 *       is written reads back to the same bits.
 *   <li>A user's mistake is a {@link org.liyorke.model.UserError}: one line with the name, the
 *       value and the limit.
 * </ul>
 */
package org.liyorke.model;
