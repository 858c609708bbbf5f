package org.liyorke.model;

import com.fasterxml.jackson.core.JsonToken;

/** What a JSON token is called in messages. */
final class JsonNames {
  private JsonNames() {}

  static String of(JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> "the end";
    };
  }
}
