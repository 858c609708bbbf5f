package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;

class ConfigurationJsonTest {
  private static NetworkFamily family(String init, int depth, String bias, double gain) {
    return Families.resolve(init, 8, depth, 1, null, null, bias, gain);
  }

  private static Configuration configuration(
      List<NetworkFamily> points, long seed, Observation observation, StoppingRule until) {
    Campaign campaign = new Campaign(points, seed, 5, 1L << 40, observation);
    return Configuration.of(campaign, "1.2.3", true, until, new Shard(3, 7));
  }

  static Stream<Configuration> configurations() {
    return Stream.of(
        configuration(
            List.of(family("he", 2, null, 1), family("he", 2, "zero", 0.1)),
            -1,
            Observation.NONE,
            new StoppingRule(1e-3, true, 0.99)),
        configuration(
            List.of(family("T(-1, 1, 0.3)", 1, "U(-0.7, 1e-9)", 1e-7)),
            Long.MIN_VALUE,
            Observation.of(List.of(ObservableKind.GROWTH, ObservableKind.LYAPUNOV)),
            new StoppingRule(0.25, false, 0.5)),
        configuration(List.of(family("glorot", 3, null, 3)), 7, Observation.NONE, null).whole());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void readsBack(Configuration configuration) throws Exception {
    Configuration read = ConfigurationJson.read(ConfigurationJson.bytes(configuration));
    assertEquals(configuration, read);
    assertEquals(ConfigurationJson.hash(configuration), ConfigurationJson.hash(read));
    assertNull(ConfigurationJson.difference(configuration, "a", read, "b"));
  }

  @Test
  void differencesAreNamedWithBothValues() {
    Configuration a = configurations().findFirst().orElseThrow();
    Configuration b = configurations().skip(1).findFirst().orElseThrow();
    assertEquals(
        "seed: 18446744073709551615 here, 9223372036854775808 there",
        ConfigurationJson.difference(a, "here", b, "there"));
    List<NetworkFamily> one = List.of(family("he", 2, null, 1));
    List<NetworkFamily> two = List.of(one.get(0), family("he", 2, null, 2));
    List<NetworkFamily> changed = List.of(one.get(0), family("he", 2, "zero", 2));
    assertEquals("points: 1 entries here, 2 there", difference(one, two));
    assertEquals("points[1].family.bias: none here, \"zero\" there", difference(two, changed));
    assertEquals(
        "until: none here, {\"width\":0.1,\"confidence\":0.9} there",
        ConfigurationJson.difference(
            configuration(one, 0, Observation.NONE, null),
            "here",
            configuration(one, 0, Observation.NONE, new StoppingRule(0.1, false, 0.9)),
            "there"));
  }

  private static String difference(List<NetworkFamily> a, List<NetworkFamily> b) {
    return ConfigurationJson.difference(
        configuration(a, 0, Observation.NONE, null),
        "here",
        configuration(b, 0, Observation.NONE, null),
        "there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"layout\":2}", "{\"layout\":1}", "[]", "{\"layout\":1,\"x\":2}"})
  void whatIsNoConfigurationIsRefused(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalArgumentException.class, () -> ConfigurationJson.read(bytes));
  }

  /** A key too many may be one that a later version counts by. */
  @Test
  void anUnknownKeyIsRefused() {
    Configuration configuration = configurations().findFirst().orElseThrow();
    String text = new String(ConfigurationJson.bytes(configuration), StandardCharsets.UTF_8);
    byte[] more = text.replaceFirst("\\{", "{\"new\":1,").getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalArgumentException.class, () -> ConfigurationJson.read(more));
  }
}
