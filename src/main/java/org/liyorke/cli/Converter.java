package org.liyorke.cli;

/**
 * Turns the text given to an option into its value.
 *
 * @param <T> type of the value
 */
@FunctionalInterface
interface Converter<T> {
  /**
   * The value of {@code text}.
   *
   * @param option the option as the user typed it, "--width", for the message
   * @throws org.liyorke.model.UserError when the text is no value of this option
   */
  T convert(String option, String text);
}
