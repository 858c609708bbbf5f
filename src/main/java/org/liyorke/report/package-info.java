/**
 * What a run says: JSON, CSV, a table for the terminal, charts, HTML pages, the catalog of chaotic
 * networks, and the folder that holds them; and which tests the points of a sweep are put to.
 *
 * <p>What a change must keep: keys and nesting of the JSON object are a contract (extra keys may be
 * added, none renamed); numbers are written the same in every locale; a file appears under its
 * final name only when it is whole; a page is one file, without scripts, and fetches nothing; no
 * class of AWT or XChart is loaded unless a chart is drawn.
 */
package org.liyorke.report;
