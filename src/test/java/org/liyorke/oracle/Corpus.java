package org.liyorke.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkLine;
import org.liyorke.model.NetworkLines;

/** The networks with known verdicts under {@code src/test/resources/corpus}. */
public final class Corpus {
  private Corpus() {}

  /**
   * One network and the truth about it.
   *
   * @param truth the line of verdicts.jsonl
   */
  public record Entry(String id, Network network, JsonNode truth) {
    public String verdict() {
      return truth.get("verdict").asText();
    }

    public String period3() {
      return truth.get("period3").asText();
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /** All entries, in the order of the files. */
  public static List<Entry> entries() {
    List<Entry> result = new ArrayList<>();
    try (InputStream networks = open("networks.jsonl");
        InputStream verdicts = open("verdicts.jsonl")) {
      ObjectMapper mapper = new ObjectMapper();
      String[] truths = new String(verdicts.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      NetworkLines lines = new NetworkLines(networks);
      for (String truth : truths) {
        NetworkLine line = lines.next();
        JsonNode node = mapper.readTree(truth);
        if (line.error() != null || !line.id().equals(node.get("id"))) {
          throw new IllegalStateException("corpus line " + line.line() + ": " + line.error());
        }
        result.add(new Entry(line.id().asText(), line.network(), node));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  static InputStream open(String name) {
    return Corpus.class.getResourceAsStream("/corpus/" + name);
  }
}
