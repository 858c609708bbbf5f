/**
 * The engine that decides networks on the processor's cores.
 *
 * <p>What a change must keep: every thread has deciders and samplers of its own and shares nothing;
 * batches only bound the memory and leave no trace in the tallies.
 */
package org.liyorke.engine.cpu;
