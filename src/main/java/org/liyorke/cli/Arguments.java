package org.liyorke.cli;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What the user gave to a command: values of options, each converted and checked, and operands. */
final class Arguments {
  private final Map<Setting<?>, Object> values;
  private final List<String> operands;

  Arguments(Map<Setting<?>, Object> values, List<String> operands) {
    this.values = new IdentityHashMap<>(values);
    this.operands = List.copyOf(operands);
  }

  /** The value given, else the default, which may be null. */
  <T> T get(Setting<T> setting) {
    @SuppressWarnings("unchecked") // the parser stores what the setting's own converter returned
    T value = (T) values.get(setting);
    return value == null ? setting.defaultValue() : value;
  }

  /** Whether the user gave the option. */
  boolean has(Setting<?> setting) {
    return values.containsKey(setting);
  }

  /** The operands in their order. */
  List<String> operands() {
    return operands;
  }
}
