/**
 * The engine that decides networks on the processor's cores.
 *
 * <p>What a change must keep: every thread has deciders and samplers of its own and shares nothing;
 * batches only bound the memory and leave no trace in the tallies. {@link
 * org.liyorke.engine.cpu.HostBlas} is the one place that loads a BLAS, and nothing does where
 * nothing is observed.
 */
package org.liyorke.engine.cpu;
