/**
 * What orbits of networks do: exponents, distances of pairs, laps, Jacobians, escape. Estimates, in
 * contrast to the proofs of {@link org.liyorke.dynamics}; docs/observables.md defines each.
 *
 * <p>Invariants a change must keep:
 *
 * <ul>
 *   <li>The values of a network are a function of (family, seed, index, settings) alone: every
 *       network has its own initial states, directions and noise (contract 2), and the shapes of
 *       its matrix products depend on family and settings alone.
 *   <li>What multiplies matrices is given, the same BLAS for a whole run.
 *   <li>States and steps are float32, as on a device; logarithms, norms and means are double, with
 *       {@link StrictMath} where Java allows another last digit.
 *   <li>A number that is not finite ends its orbit: the orbit counts as escaped and reaches no
 *       mean.
 *   <li>NaN stands for "no value", negative infinity for the logarithm of exactly 0.
 * </ul>
 */
package org.liyorke.dynamics.orbits;
