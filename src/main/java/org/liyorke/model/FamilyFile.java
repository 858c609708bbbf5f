package org.liyorke.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A family file, as described in docs/families.md.
 *
 * @param name the name; null if the file gives none
 * @param activation of the hidden layers; null if the file gives none
 * @param output activation of the last layer; null if the file gives none
 * @param layers laws of the layers, first to last
 */
record FamilyFile(String name, Activation activation, Activation output, List<LayerTexts> layers) {
  /** Stands for no file: nothing is given. */
  static final FamilyFile EMPTY = new FamilyFile(null, null, null, List.of());

  /** Largest file, in bytes. */
  static final int MAX_BYTES = 65_536;

  private static final int MAX_NESTING = 16;
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("name", "activation", "output", "layers"));
  private static final Set<String> LAYER_KEYS = new TreeSet<>(Set.of("weights", "bias"));

  /** The name, or {@code init} if the file gives none. */
  String nameOr(String init) {
    return name == null ? init : name;
  }

  /**
   * Reads a file.
   *
   * @param path ends in .toml or .json
   * @throws UserError (input data) with the file, the place in it and the reason
   */
  static FamilyFile read(String path) {
    byte[] bytes = bytes(path);
    boolean toml = path.toLowerCase(Locale.ROOT).endsWith(".toml");
    try {
      return family(tree(bytes, toml));
    } catch (UserError e) {
      throw e.in(path, UserError.INPUT);
    } catch (JacksonException e) {
      throw UserError.input("%s: not %s: %s".formatted(path, toml ? "TOML" : "JSON", describe(e)));
    } catch (IOException e) {
      throw UserError.input(path + ": cannot be read: " + e.getMessage());
    }
  }

  private static byte[] bytes(String path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw UserError.input("--init " + path + ": there is no such file");
    } catch (IOException e) {
      throw UserError.input("--init " + path + ": cannot be read: " + e.getMessage());
    }
    if (bytes.length > MAX_BYTES) {
      throw UserError.input(
          "--init " + path + ": too long: must be at most " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  private static JsonNode tree(byte[] bytes, boolean toml) throws IOException {
    StreamReadConstraints limits =
        StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build();
    JsonFactory factory =
        toml
            ? TomlFactory.builder().streamReadConstraints(limits).build()
            : JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    return new ObjectMapper(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readTree(bytes);
  }

  private static String describe(JacksonException e) {
    JsonLocation at = e.getLocation();
    boolean placed = at != null && at.getLineNr() > 0;
    return (placed ? "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr()) : "")
        + e.getOriginalMessage();
  }

  private static FamilyFile family(JsonNode root) {
    requireKeys(root, "the file", KEYS);
    JsonNode layers = root.path("layers");
    if (!layers.isArray() || layers.isEmpty() || layers.size() > NetworkFamily.MAX_DEPTH) {
      throw new UserError("layers: must be a list of 1 to " + NetworkFamily.MAX_DEPTH + " tables");
    }
    List<LayerTexts> texts = new ArrayList<>();
    for (JsonNode layer : layers) {
      String where = "layer " + (texts.size() + 1);
      requireKeys(layer, where, LAYER_KEYS);
      String weights = text(layer, "weights", where + ": ");
      if (weights == null) {
        throw new UserError(
            where + ": weights is missing: must be a law such as \"N(0, 2/fan_in)\"");
      }
      texts.add(new LayerTexts(weights, text(layer, "bias", where + ": ")));
    }
    return new FamilyFile(
        text(root, "name", ""),
        activation(root, "activation"),
        activation(root, "output"),
        List.copyOf(texts));
  }

  private static void requireKeys(JsonNode table, String where, Set<String> keys) {
    if (!table.isObject()) {
      throw new UserError(where + ": must be a table with the keys " + String.join(", ", keys));
    }
    table
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw new UserError(
                    where + ": unknown key " + key + ": must be one of " + String.join(", ", keys));
              }
            });
  }

  private static String text(JsonNode table, String key, String where) {
    JsonNode value = table.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw new UserError("%s%s = %s: must be a string in quotes".formatted(where, key, value));
    }
    return value.textValue();
  }

  private static Activation activation(JsonNode root, String key) {
    String name = text(root, key, "");
    try {
      return name == null ? null : Activation.named(name);
    } catch (UserError e) {
      throw e.in(key, UserError.INPUT);
    }
  }
}
