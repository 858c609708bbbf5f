package org.liyorke.engine.cuda;

import java.util.List;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;

/**
 * What a device observes.
 *
 * @param families families that share their draws
 * @param seed all 64 bits significant
 * @param observation what to observe of each network
 */
record ObservedGroup(List<NetworkFamily> families, long seed, Observation observation) {}
