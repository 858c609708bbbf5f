/**
 * The plan of points and index ranges, its scheduling over threads, and the journal of what is
 * finished.
 *
 * <p>A {@link org.liyorke.campaign.Campaign} is a list of points (families) and one range of
 * indices. Points with equal layer sizes and words per network share their draws and are decided
 * together, so that their outcomes can be compared in pairs. A {@link
 * org.liyorke.campaign.Configuration} is what identifies it, a {@link org.liyorke.campaign.Ledger}
 * hands out its blocks and keeps its counts, a {@link org.liyorke.campaign.CampaignFolder} its
 * journal; a {@link org.liyorke.campaign.Workplace} is where they are decided. What a change must
 * keep: the sizes of the blocks depend on the configuration alone (not on threads, engine or output
 * options), and another cutting has another number; the tallies do not depend on the order in which
 * blocks finish, nor does the block at which a campaign stops early; memory does not grow with the
 * number of networks; a cancelled campaign reports whole blocks only; a block is on the disk before
 * it counts; a damaged line never counts, and nothing is taken for damage that is not named to the
 * user.
 */
package org.liyorke.campaign;
