/**
 * Truth for tests: exact brute force over small networks, the corpus of networks with known
 * verdicts, and generators of nasty networks.
 *
 * <p>Invariant: nothing here uses the deciding engine but its result enums, so that agreement means
 * something.
 */
package org.liyorke.oracle;
