package org.liyorke.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.campaign.Shard;
import org.liyorke.tally.Interval;
import org.liyorke.tally.IntervalMethod;
import org.liyorke.tally.Question;
import org.liyorke.tally.TestStatistic;
import org.liyorke.tally.VerdictCounts;

/**
 * The JSON object that {@code estimate --json}, {@code sweep --json} and summary.json hold. Doubles
 * are written so that they read back to the bit; what is not a number (the estimate of no networks
 * at all) is null.
 */
public final class SummaryJson {
  /** Keys that are always there, so that a reader need not ask. */
  private static final List<String> WITNESS_KEYS = List.of("0,3", "0,5", "1,3");

  private static final List<String> ORDER_KEYS = List.of("1", "2", "4");

  private SummaryJson() {}

  /** Writes the object and a newline; leaves the writer open. */
  public static void write(RunReport report, Writer out) throws IOException {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (json) {
      json.setPrettyPrinter(printer);
      writeValue(json, object(report));
    }
    out.write("\n");
    out.flush();
  }

  private static Map<String, Object> object(RunReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", report.version());
    object.put("seed", new BigInteger(Long.toUnsignedString(report.seed())));
    object.put("engine", report.engine());
    object.put("elapsed_s", report.elapsedSeconds());
    object.put("complete", report.complete());
    if (report.until() != null) {
      String key = report.until().relative() ? "relative" : "width";
      object.put("until", Map.of(key, report.until().limit()));
    }
    if (!report.shard().isWhole()) {
      object.put("shard", shard(report.shard()));
    }
    if (!report.observation().isEmpty()) {
      object.put("observation", report.observation());
    }
    object.put("points", report.points().stream().map(SummaryJson::point).toList());
    object.put("tests", report.tests().stream().map(SummaryJson::test).toList());
    if (report.whyNoTests() != null) {
      object.put("no_tests", report.whyNoTests());
    }
    return object;
  }

  private static Map<String, Object> shard(Shard shard) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("index", shard.index());
    object.put("of", shard.of());
    return object;
  }

  private static Map<String, Object> point(PointResult point) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("family", point.family());
    object.put("init", point.init());
    object.put("output", point.output());
    object.put("width", point.width());
    object.put("gain", point.gain());
    object.put("networks", point.networks());
    putVerdicts(point, object);
    if (!point.observables().isEmpty()) {
      object.put("observables", ObservablesJson.of(point.observables()));
    }
    object.put("networks_per_s", point.networksPerSecond());
    return object;
  }

  /** The keys are there in any case, with null where no verdict exists. */
  private static void putVerdicts(PointResult point, Map<String, Object> object) {
    boolean has = point.hasVerdicts();
    object.put("counts", has ? counts(point.counts()) : null);
    for (Question question : Question.values()) {
      object.put(question.key(), has ? interval(point, question) : null);
    }
    object.put("witness", has ? histogram(WITNESS_KEYS, point.counts().witness()) : null);
    object.put("order", has ? histogram(ORDER_KEYS, point.counts().order()) : null);
  }

  private static Map<String, Object> counts(VerdictCounts counts) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("chaotic", counts.chaotic());
    object.put("ordered", counts.ordered());
    object.put("undecided", counts.undecided());
    object.put("period3", counts.period3());
    object.put("period3_undecided", counts.period3Undecided());
    return object;
  }

  /** The usual method needs no mention. */
  private static Map<String, Object> interval(PointResult point, Question question) {
    Map<String, Object> object = interval(point.interval(question));
    if (point.method() != IntervalMethod.CLOPPER_PEARSON) {
      object.put("interval", point.method().label());
    }
    return object;
  }

  static Map<String, Object> interval(Interval interval) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("estimate", interval.estimate());
    object.put("lower", interval.lower());
    object.put("upper", interval.upper());
    object.put("confidence", interval.confidence());
    return object;
  }

  private static Map<String, Object> histogram(List<String> keys, Map<String, Long> counts) {
    Map<String, Object> object = new LinkedHashMap<>();
    keys.forEach(key -> object.put(key, 0L));
    object.putAll(counts);
    return object;
  }

  private static Map<String, Object> test(TestResult test) {
    TestStatistic statistic = test.statistic();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("question", test.question().key());
    object.put("factor", test.factor());
    object.put("kind", test.kind());
    object.put("group", test.group());
    object.put("points", test.points());
    object.put("paired", test.paired());
    object.put("statistic", statistic.name());
    object.put("value", statistic.value());
    object.put("df", statistic.degreesOfFreedom() > 0 ? statistic.degreesOfFreedom() : null);
    object.put("p", statistic.pValue());
    object.put("method", statistic.method());
    object.put("adjusted_p", test.adjustedP());
    object.put("adjustment", test.tests() > 1 ? "Holm, " + test.tests() + " tests" : "none");
    object.put("level", test.level());
    object.put("sentence", test.sentence());
    return object;
  }

  private static void writeValue(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        writeValue(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        writeValue(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      writeNumber(json, number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }

  private static void writeNumber(JsonGenerator json, Number number) throws IOException {
    if (number instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    } else {
      json.writeNumber(number.longValue());
    }
  }
}
