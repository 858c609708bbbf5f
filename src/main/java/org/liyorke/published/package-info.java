/**
 * The experiments published with arXiv 2210.05212 (Chatziafratis, Panageas, Sanford, Stavroulakis,
 * NeurIPS 2022): their numbers, the procedure as it was coded, and reruns of tables and figures.
 *
 * <p>What a change must keep: the procedure is the coded one, f^4 against f on 163 points, whatever
 * would be better; it looks at the networks that are decided, index by index; its counts depend on
 * neither threads nor blocks; a published number is never altered, and settings that reproduce none
 * are reported as such. Nothing is drawn here, neither charts nor pages.
 */
package org.liyorke.published;
