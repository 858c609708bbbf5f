/**
 * The plan of points and index ranges, and its scheduling over threads.
 *
 * <p>A {@link org.liyorke.campaign.Campaign} is a list of points (families) and one range of
 * indices. Points with equal layer sizes and words per network share their draws and are decided
 * together, so that their outcomes can be compared in pairs. What a change must keep: the size of
 * the blocks depends on the configuration alone (not on threads, engine or output options); the
 * tallies do not depend on the order in which blocks finish; memory does not grow with the number
 * of networks; a cancelled campaign reports whole blocks only.
 */
package org.liyorke.campaign;
