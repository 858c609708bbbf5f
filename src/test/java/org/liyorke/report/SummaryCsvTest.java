package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liyorke.tally.Interval;
import org.liyorke.tally.Question;

class SummaryCsvTest {
  private static final String HEADER =
      "init,activation,output,width,gain,networks,chaotic,ordered,undecided,period3,"
          + "period3_undecided,chaotic_estimate,chaotic_lower,chaotic_upper,period3_estimate,period3_lower,period3_upper,"
          + "confidence,networks_per_s\r\n";

  private static String text(PointResult... points) throws IOException {
    StringWriter out = new StringWriter();
    SummaryCsv.write(Samples.report(List.of(points)), out);
    return out.toString();
  }

  @Test
  void oneRowForEachPoint() throws IOException {
    PointResult point = Samples.point("he", "identity", 64, 1.5, 1000, 20, 8, 3);
    Interval chaotic = point.interval(Question.CHAOTIC);
    Interval period3 = point.interval(Question.PERIOD3);
    String row =
        "he,relu,identity,64,1.5,1000,20,977,3,8,3,0.02,"
            + chaotic.lower()
            + ","
            + chaotic.upper()
            + ",0.008,"
            + period3.lower()
            + ","
            + period3.upper()
            + ",0.95,1234.5\r\n";
    assertEquals(HEADER + row, text(point));
  }

  @Test
  void awkwardFieldsAreQuoted() throws IOException {
    String text = text(Samples.point("my \"own\", file\n.toml", "clip", null, 1, 0, 0));
    assertEquals(
        HEADER
            + "\"my \"\"own\"\", file\n.toml\",relu,clip,,1.0,0,0,0,0,0,0,,0.0,1.0,,0.0,1.0,0.95,1234.5\r\n",
        text);
  }
}
