/**
 * The blocks of a campaign as tasks of Apache Spark.
 *
 * <p>The driver claims blocks from the ledger and books what comes back, exactly as a local run
 * does, journal included; executors decide. What a change must keep: a block counts once, however
 * often Spark runs its task, and the first result is the one that counts; the counts are those of a
 * local run to the bit; rows of a table are there before their block counts; a block whose task was
 * repeated leaves no second rows. Nothing here is used unless the program is started by {@code
 * spark-submit}, and no other package knows Spark, the entry point in {@code cli} apart.
 */
package org.liyorke.campaign.spark;
