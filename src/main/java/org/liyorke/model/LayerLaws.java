package org.liyorke.model;

import java.io.Serializable;
import org.liyorke.random.Law;

/**
 * The laws of one layer, with all numbers filled in.
 *
 * @param weights law of every weight
 * @param bias law of every bias
 */
public record LayerLaws(Law weights, Law bias) implements Serializable {}
