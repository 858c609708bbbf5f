/**
 * Random words addressed by position, and the laws that turn each word into one float32 number
 * (contracts 1 to 3).
 *
 * <h2>Invariants a change must keep</h2>
 *
 * <ul>
 *   <li>A word depends on key and position alone; a number depends on its law and one word alone.
 *       No rejection, no pairs, no state.
 *   <li>From word to number only operations that IEEE 754 rounds exactly: add, multiply, fma,
 *       conversions, comparisons. Tables are built from those and {@link java.lang.StrictMath}, so
 *       every JVM has the same tables; another language takes them from here. Changing any bit
 *       changes every published count.
 *   <li>{@code transform} and {@code fromWord} give the same bits.
 *   <li>A law symmetric about 0 is odd: complementing the word changes the sign and nothing else.
 *   <li>The files in {@code src/test/resources/known-answers} hold for every language.
 * </ul>
 *
 * <h2>Recipes</h2>
 *
 * <p>All arithmetic is binary64 ("double") unless a float32 conversion is written, round to nearest
 * even, no contraction beyond the fma written, no fast-math. w is the unsigned 32-bit word.
 *
 * <pre>
 *   place        y = 2 w + 1 - 2^32                       exact, odd, |y| &lt; 2^32; u = 1/2 + y 2^-33
 *   distance     x = 2^32 - |y|                           exact, 1 to 2^32 - 1; 2^33 times the smaller tail
 *   row          r = (bits of x &gt;&gt;&gt; 46) &amp; 2047               64 rows to each octave of x
 *   cubic        P = fma(fma(fma(t[4r+3], x, t[4r+2]), x, t[4r+1]), x, t[4r])
 *
 *   constant     (float) c                                takes no word
 *   uniform      clamp((float) fma(y, (hi - lo) 2^-33, lo / 2 + hi / 2), (float) lo, (float) hi)
 *   normal       z = (float) (y P)                        table NormalLaw.coefficients(), 2048 rows
 *                number = z * sd                          one float32 product, sd = (float) (factor * sqrt(variance))
 *                number = number + (float) mean           one float32 sum, only if (float) mean is not 0
 *                a variance of 0 is the constant (float) mean, and takes no word
 *   truncated    z = (float) (fma(y, slope, shift) P)     table, slope and shift of TruncatedQuantile;
 *                z = clamp(z, least, most)                in an asymmetric range words with the top bit set use
 *                number = z * (float) scale               rows 2048 to 4095 (r + 2048)
 * </pre>
 *
 * <p>Here clamp compares in float32, and the factor of a normal law is the product of the factors
 * it was scaled by, in double, 1 if there were none.
 *
 * <p>{@code known-answers/normals.txt} checks an implementation bit for bit, and a table by its
 * fold.
 */
package org.liyorke.random;
