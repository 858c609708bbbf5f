/**
 * What decides networks, and the one place that chooses it.
 *
 * <p>An {@link org.liyorke.engine.Engine} turns a group of families and a range of indices into
 * tallies. What a change must keep: the tallies are a function of (families, seed, range) alone,
 * whatever the engine, its threads or its batches (contract 5); an engine that cannot run is
 * refused with a reason, never replaced silently.
 */
package org.liyorke.engine;
