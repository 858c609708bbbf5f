package org.liyorke.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.liyorke.model.UserError;

/**
 * The one definition of an option: everything that parsing, help and defaults need.
 *
 * @param <T> type of the value
 * @param name the long name without dashes
 * @param argument what help calls the value; null for a flag, which takes none
 * @param converter from text to value
 * @param defaultText the default as help shows it; null when there is none
 * @param defaultValue the value when the option is not given; may be null
 * @param description what help says
 */
record Setting<T>(
    String name,
    String argument,
    Converter<T> converter,
    String defaultText,
    T defaultValue,
    String description) {

  /** An option whose default is written as the user would write it. */
  static <T> Setting<T> of(
      String name,
      String argument,
      Converter<T> converter,
      String defaultText,
      String description) {
    T value = defaultText == null ? null : converter.convert("--" + name, defaultText);
    return new Setting<>(name, argument, converter, defaultText, value, description);
  }

  /** An option without a value: true when given. */
  static Setting<Boolean> flag(String name, String description) {
    return new Setting<>(name, null, (option, text) -> true, null, false, description);
  }

  /** An option whose default depends on other things, which {@code defaultText} tells in words. */
  static <T> Setting<T> dependent(
      String name,
      String argument,
      Converter<T> converter,
      String defaultText,
      String description) {
    return new Setting<>(name, argument, converter, defaultText, null, description);
  }

  /** The option as the user types it. */
  String dashed() {
    return "--" + name;
  }

  /** The same option for a list of different values, separated by commas outside of brackets. */
  Setting<List<T>> list() {
    Converter<List<T>> each = (option, text) -> convertAll(option, text);
    // A default of null stands for what a family file says.
    List<T> value = Collections.singletonList(defaultValue);
    return new Setting<>(
        name, argument + ",...", each, defaultText, value, description + "; a list makes a sweep");
  }

  private List<T> convertAll(String option, String text) {
    Set<T> values = new LinkedHashSet<>();
    for (String part : split(text)) {
      if (!values.add(converter.convert(option, part))) {
        throw UserError.value(option, text, "a list of different values; " + part + " comes twice");
      }
    }
    return List.copyOf(values);
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
