package org.liyorke.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.liyorke.dynamics.Decisions;
import org.liyorke.dynamics.MapGraph;
import org.liyorke.dynamics.PiecewiseLinearMap;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkWriter;
import org.liyorke.proof.ProofWriter;
import org.liyorke.report.MapPicture;

/**
 * Everything there is to say about one network.
 *
 * @param subject the network
 * @param map its map, if that is piecewise linear
 * @param graph its map for pictures
 * @param proof its verdict with the proof, in the form of classify
 */
record Inspection(
    Subject subject, Optional<PiecewiseLinearMap> map, MapGraph graph, ObjectNode proof) {
  /** Doubles as on every Java version. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build());

  /** Points of an orbit that no proof lists. */
  private static final int MOST_DRAWN = 64;

  /** Decides the network. */
  static Inspection of(Subject subject) {
    Network network = subject.network();
    Optional<PiecewiseLinearMap> map =
        network.isPiecewiseLinear()
            ? Optional.of(PiecewiseLinearMap.of(network))
            : Optional.empty();
    MapGraph graph = map.map(MapGraph::of).orElseGet(() -> MapGraph.of(network));
    ObjectNode proof = ProofWriter.toJson(subject.id(), network, Decisions.decide(network));
    return new Inspection(subject, map, graph, proof);
  }

  /**
   * One JSON object on one line: the proof, where the network comes from, breakpoints (null for a
   * map that is not piecewise linear) and layers.
   */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = MAPPER.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, JsonNode> field : proof.properties()) {
        out.writeFieldName(field.getKey());
        out.writeTree(field.getValue());
      }
      for (Map.Entry<String, Object> entry : subject.origin().entrySet()) {
        out.writeObjectField(entry.getKey(), entry.getValue());
      }
      out.writeFieldName("breakpoints");
      out.writeTree(map.map(Inspection::breakpoints).orElse(null));
      out.writeFieldName("layers");
      NetworkWriter.writeLayers(subject.network(), out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static ArrayNode breakpoints(PiecewiseLinearMap map) {
    ArrayNode list = MAPPER.createArrayNode();
    for (int i = 0; i < map.breakpoints(); i++) {
      list.addObject().put("x", map.breakpointText(i)).put("f", map.valueText(i));
    }
    return list;
  }

  /** The same for people. */
  String text() {
    return InspectionText.of(this);
  }

  /** Draws the map into a file. */
  void draw(Path file) {
    MapPicture.write(file, graph, orbit(), subject.title() + ": " + proof.get("verdict").asText());
  }

  /** The orbit of the witness, rounded; empty without a witness of an odd period. */
  double[] orbit() {
    JsonNode witness = proof.path("witness");
    if (!witness.has("x")) {
      return new double[0];
    }
    int m = witness.get("m").asInt();
    long steps = m > 6 ? MOST_DRAWN : Math.min(MOST_DRAWN, witness.get("n").asLong() << m);
    double[] orbit = new double[(int) steps + 1];
    orbit[0] = InspectionText.approximation(witness.get("x").asText());
    for (int i = 1; i < orbit.length; i++) {
      orbit[i] = graph.f().applyAsDouble(orbit[i - 1]);
    }
    return orbit;
  }
}
