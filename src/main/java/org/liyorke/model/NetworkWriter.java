package org.liyorke.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Writes networks in the form {@link NetworkReader} reads. Doubles are written with the fewest
 * digits that read back to the same bits, by one algorithm on every Java version, so that the text
 * is the same everywhere too.
 */
public final class NetworkWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private NetworkWriter() {}

  /**
   * The network as one JSON object, without a line end.
   *
   * @param id written as it is; null leaves the key out
   */
  public static String write(JsonNode id, Network network) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = MAPPER.createGenerator(text)) {
      out.writeStartObject();
      if (id != null) {
        out.writeFieldName("id");
        out.writeTree(id);
      }
      out.writeFieldName("layers");
      writeLayers(network, out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes the list of layers as a value of a larger document. */
  public static void writeLayers(Network network, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (Layer layer : network.layers()) {
      out.writeStartObject();
      out.writeArrayFieldStart("weights");
      for (double[] row : layer.weights()) {
        out.writeArray(row, 0, row.length);
      }
      out.writeEndArray();
      out.writeFieldName("bias");
      out.writeArray(layer.bias(), 0, layer.bias().length);
      writeActivation(layer.activation(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeActivation(Activation activation, JsonGenerator out) throws IOException {
    out.writeStringField("activation", activation.name());
    if (activation.equals(Activation.named(activation.name()))) {
      return;
    }
    PiecewiseLinearActivation clip = activation.piecewiseLinear();
    if (!clip.equals(Activation.clip(Activation.CLIP.name(), clip.lo(), clip.hi()))) {
      throw new IllegalArgumentException(
          "activation " + activation + ": must be a named one or a clip");
    }
    out.writeNumberField("lo", clip.lo());
    out.writeNumberField("hi", clip.hi());
  }
}
