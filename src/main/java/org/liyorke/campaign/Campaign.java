package org.liyorke.campaign;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;

/**
 * What to count: the same indices of every point.
 *
 * @param points the families, at least one
 * @param seed all 64 bits significant
 * @param first index of the first network, at least 0
 * @param end index after the last network, above {@code first}
 * @param observation what to observe of every network beside its verdict
 */
public record Campaign(
    List<NetworkFamily> points, long seed, long first, long end, Observation observation)
    implements Serializable {
  /** A campaign of verdicts alone. */
  public Campaign(List<NetworkFamily> points, long seed, long first, long end) {
    this(points, seed, first, end, Observation.NONE);
  }

  /** Copies the list of points and checks the indices against the words a family has. */
  public Campaign {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("points: must be at least one");
    }
    if (!(first >= 0 && first < end)) {
      throw new IllegalArgumentException(
          "range " + first + ":" + end + ": must be A:B, 0 <= A < B");
    }
    for (NetworkFamily point : points) {
      point.requireNetworks("--networks or the end of --range", end);
      observation.requireFor(point, end);
    }
  }

  /** Networks of every point. */
  public long networks() {
    return end - first;
  }

  /** The points that share their draws, in the order of their first members. */
  public List<PointGroup> groups() {
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < points.size(); i++) {
      members.computeIfAbsent(drawKey(points.get(i)), key -> new ArrayList<>()).add(i);
    }
    return members.values().stream()
        .map(m -> new PointGroup(m, families(m), first, end, observation))
        .toList();
  }

  private List<NetworkFamily> families(List<Integer> members) {
    return members.stream().map(points::get).toList();
  }

  /** Equal for two families exactly when network i of both is made from the same words. */
  private static String drawKey(NetworkFamily family) {
    return Arrays.toString(family.sizes()) + family.wordsPerNetwork();
  }
}
