package org.liyorke.campaign;

import org.liyorke.engine.EngineOptions;

/**
 * What workers have to do.
 *
 * @param campaign what to decide
 * @param engine what to decide it with
 * @param table folder for a row of every network; null for none
 * @param resume whether to go on with a table that is there
 */
public record WorkOrder(Campaign campaign, EngineOptions engine, String table, boolean resume) {}
