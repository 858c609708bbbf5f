package org.liyorke.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkLine;
import org.liyorke.model.NetworkLines;
import org.liyorke.model.UserError;

/**
 * The network to inspect, and where it comes from.
 *
 * @param title where from, in words
 * @param id of a network from a file; may be null
 * @param origin family, seed and index of a drawn network, for JSON; else empty
 * @param network a scalar one
 */
record Subject(String title, JsonNode id, Map<String, Object> origin, Network network) {
  private static final List<Setting<?>> FAMILY_ONLY = familyOnly();

  private static List<Setting<?>> familyOnly() {
    List<Setting<?>> settings = new ArrayList<>(FamilyChoice.settings());
    settings.add(Settings.SEED);
    settings.add(Settings.INDEX);
    return List.copyOf(settings);
  }

  /** The network that the options name. */
  static Subject of(Arguments arguments, Streams streams) {
    if (!arguments.has(Settings.NETWORK)) {
      if (!arguments.has(Settings.INDEX)) {
        throw new UserError("--index N or --network FILE: must be given");
      }
      refuse(arguments, Settings.LINE, "--network FILE");
      return drawn(arguments);
    }
    for (Setting<?> setting : FAMILY_ONLY) {
      refuse(arguments, setting, "--index N");
    }
    return fromFile(arguments.get(Settings.NETWORK), arguments.get(Settings.LINE), streams);
  }

  private static void refuse(Arguments arguments, Setting<?> setting, String partner) {
    if (arguments.has(setting)) {
      String other = partner.startsWith("--index") ? "--network" : "--index";
      throw new UserError(
          setting.dashed()
              + ": must not be given together with "
              + other
              + ", it belongs to "
              + partner);
    }
  }

  private static Subject drawn(Arguments arguments) {
    NetworkFamily family = FamilyChoice.of(arguments).resolve(false);
    long seed = arguments.get(Settings.SEED);
    long index = arguments.get(Settings.INDEX);
    if (index >= family.maxNetworks()) {
      throw UserError.value(
          Settings.INDEX.dashed(), index, "below " + family.maxNetworks() + " for this family");
    }
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("family", family.describe());
    origin.put("width", family.depth() == 1 ? null : family.width());
    origin.put("gain", family.gain());
    origin.put("seed", new BigInteger(Long.toUnsignedString(seed)));
    origin.put("index", index);
    String title =
        family.init()
            + (family.depth() == 1 ? "" : ", width " + family.width())
            + ", output "
            + family.output().name()
            + ", seed "
            + Long.toUnsignedString(seed)
            + ", index "
            + index;
    return new Subject(title, null, origin, family.network(seed, index));
  }

  private static Subject fromFile(String file, long number, Streams streams) {
    NetworkLine line = InputFile.read(file, streams, in -> line(file, number, in));
    String place = file + ", line " + number;
    if (line.error() != null) {
      throw UserError.input(place + ": " + line.error());
    }
    if (line.network().state() != 1) {
      throw UserError.input(place + ": state dimension " + line.network().state() + ": must be 1");
    }
    String id = line.id() == null || line.id().isNull() ? "" : ", id " + line.id();
    return new Subject(place + id, line.id(), Map.of(), line.network());
  }

  private static NetworkLine line(String file, long number, InputStream in) {
    NetworkLines lines = new NetworkLines(in);
    NetworkLine last = null;
    while (lines.hasNext() && (last == null || last.line() < number)) {
      last = lines.next();
    }
    if (last == null || last.line() < number) {
      long count = last == null ? 0 : last.line();
      throw UserError.input(
          "--line " + number + ": must be at most " + count + ", the lines of " + file);
    }
    return last;
  }
}
