/**
 * Decides for scalar maps of the line whether they are Li-Yorke chaotic and whether they have a
 * point of least period three, and proves it: piecewise linear ones exactly, smooth ones as far as
 * interval arithmetic goes.
 *
 * <p>Invariants a change must keep:
 *
 * <ul>
 *   <li>A verdict concerns the real map with exactly the given weights. Every double in a proof
 *       carries a bound of its error; where the bound does not separate, the same question is put
 *       again in rational arithmetic, and left undecided for smooth maps. There are no tolerances.
 *   <li>No stage contradicts another: a stage either proves or passes on.
 *   <li>Limits count work (vertices, points, steps), never time, so a verdict is a function of the
 *       network alone.
 *   <li>A chaotic verdict carries a witness that was checked before it is returned.
 * </ul>
 */
package org.liyorke.dynamics;
