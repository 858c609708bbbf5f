package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/families.md says what the code does. */
class FamiliesDocumentTest {
  @TempDir private Path folder;
  private String document;

  @BeforeEach
  void read() throws IOException {
    document = Files.readString(Path.of("docs", "families.md"));
  }

  @Test
  void everyNamedLawStandsInItsTable() {
    LawParser.NAMED.forEach(
        (name, law) -> {
          Pattern row =
              Pattern.compile(
                  "^\\|[^|]*`" + name + "`[^|]*\\| `" + Pattern.quote(law) + "` \\|$",
                  Pattern.MULTILINE);
          assertTrue(row.matcher(document).find(), name);
        });
  }

  @Test
  void everyPresetStandsInItsTable() {
    for (Preset preset : Preset.ALL) {
      assertTrue(document.contains("| `" + preset.name() + "` |"), preset.name());
    }
  }

  @Test
  void theExampleFilesAreOneFamily() throws IOException {
    NetworkFamily toml = resolve("a.toml", "    name = \"half-open\"");
    assertEquals("half-open", toml.init());
    assertEquals(Activation.CLIP, toml.output());
    assertEquals(toml, resolve("a.json", "    {\"name\": \"half-open\""));
  }

  @Test
  void theExampleNetworkCanBeRead() {
    String json = block("    {\"id\": \"a\"").replace("\n", " ");
    assertEquals(2, NetworkReader.read(json).network().layers().size());
  }

  private NetworkFamily resolve(String name, String start) throws IOException {
    Path file = Files.writeString(folder.resolve(name), block(start));
    return Families.resolve(file.toString(), 8, null, 1, null, null, null, 1);
  }

  /** The indented block that begins with {@code start}. */
  private String block(String start) {
    Matcher block = Pattern.compile("(    .*\n|\n)+").matcher(document);
    assertTrue(block.find(document.indexOf(start)), start);
    return block.group();
  }
}
