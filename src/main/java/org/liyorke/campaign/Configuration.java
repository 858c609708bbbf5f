package org.liyorke.campaign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.model.NetworkFamily;

/**
 * Everything the counts of a campaign depend on, and no more: what tells whether a journal belongs
 * to it. Threads, engine and output options are no part of it.
 *
 * @param version of the program
 * @param seed all 64 bits significant
 * @param first index of the first network
 * @param end index after the last network
 * @param points descriptions of the families
 * @param groups the points that share their draws
 * @param observation settings of the observables, as they go into JSON; empty if nothing is
 *     observed
 * @param catalog whether the chaotic networks are kept
 * @param until when to stop early; null for never
 * @param shard the part of the campaign
 */
public record Configuration(
    String version,
    long seed,
    long first,
    long end,
    List<Point> points,
    List<Group> groups,
    Map<String, Object> observation,
    boolean catalog,
    StoppingRule until,
    Shard shard) {
  /**
   * One point.
   *
   * @param family description of the family as it goes into JSON
   * @param width hidden size; null at depth 1
   * @param gain factor of the weights of the last layer
   */
  public record Point(Map<String, Object> family, Integer width, double gain) {
    /** Copies the description. */
    public Point {
      family = Collections.unmodifiableMap(new LinkedHashMap<>(family));
    }

    static Point of(NetworkFamily family) {
      Integer width = family.depth() == 1 ? null : family.width();
      return new Point(family.describe(), width, family.gain());
    }

    /** Label of the initialisation. */
    public String init() {
      return family.get("init").toString();
    }

    /** Label of the output activation. */
    public String output() {
      return family.get("output").toString();
    }

    /** Whether there are verdicts to count: no other state than a scalar has them. */
    public boolean hasVerdicts() {
      return Integer.valueOf(1).equals(family.get("state"));
    }
  }

  /**
   * Points that share their draws.
   *
   * @param points their positions
   * @param chunk networks in one of the first blocks
   */
  public record Group(List<Integer> points, long chunk) {
    /** Copies the list. */
    public Group {
      points = List.copyOf(points);
    }
  }

  /** Copies the collections. */
  public Configuration {
    points = List.copyOf(points);
    groups = List.copyOf(groups);
    observation = Collections.unmodifiableMap(new LinkedHashMap<>(observation));
  }

  /**
   * The configuration of a campaign.
   *
   * @param version of the program
   * @param catalog whether the chaotic networks are kept
   * @param until when to stop early; null for never
   * @param shard the part of it that is run
   */
  public static Configuration of(
      Campaign campaign, String version, boolean catalog, StoppingRule until, Shard shard) {
    return new Configuration(
        version,
        campaign.seed(),
        campaign.first(),
        campaign.end(),
        campaign.points().stream().map(Point::of).toList(),
        campaign.groups().stream().map(g -> new Group(g.points(), g.blockSize())).toList(),
        campaign.observation().isEmpty() ? Map.of() : campaign.observation().describe(),
        catalog,
        until,
        shard);
  }

  /** The text of campaign.json in UTF-8. */
  public byte[] json() {
    return ConfigurationJson.bytes(this);
  }

  /** The same campaign, all of it. */
  public Configuration whole() {
    return new Configuration(
        version, seed, first, end, points, groups, observation, catalog, until, Shard.WHOLE);
  }

  /** The blocks of a group. */
  BlockLayout layout(int group) {
    return new BlockLayout(first, end, groups.get(group).chunk());
  }

  /** What is observed, in the order of the report. */
  List<ObservableKind> kinds() {
    List<?> keys = (List<?>) observation.getOrDefault("observe", List.of());
    return keys.stream()
        .map(key -> ObservableKind.values()[ObservableKind.keys().indexOf(key)])
        .toList();
  }

  /** Whether the points have verdicts; all of them have or none. */
  public boolean hasVerdicts() {
    return points.get(0).hasVerdicts();
  }
}
