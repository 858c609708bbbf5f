package org.liyorke.published;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for the setup that reproduces a published number: the first one that does, in the order of
 * the row; if none does, the first of all, the row as the table states it.
 *
 * <p>A setup that is far off after a few hundred networks is dropped, the others are tried on some
 * thousand, and what then looks right must hold up on all networks.
 */
final class SetupSearch {
  private static final long SCREENED = 500;
  private static final long TRIED = 4_000;

  /** Standard errors after which a setup is dropped: one in 10^7 right ones. */
  private static final double HOPELESS = 5.5;

  private final PublishedRow row;
  private final long networks;
  private final RunContext context;

  private SetupSearch(PublishedRow row, long networks, RunContext context) {
    this.row = row;
    this.networks = networks;
    this.context = context;
  }

  /**
   * What was found.
   *
   * @param setup to be shown
   * @param counts of it, over all networks
   * @param reproduced whether they give the published number
   * @param note the same in plain words
   */
  record Found(Setup setup, GridCounts counts, boolean reproduced, String note) {}

  private record Trial(Setup setup, GridCounts counts) {}

  /**
   * Tries the setups of a row.
   *
   * @param networks of the setup that is shown, at least 1
   */
  static Found search(PublishedRow row, long networks, RunContext context) {
    SetupSearch search = new SetupSearch(row, networks, context);
    return row.setups().size() == 1 ? search.known() : search.amongMany();
  }

  private Found known() {
    GridCounts counts = count(row.setups().get(0), networks);
    boolean reproduced = row.isReproducedBy(counts);
    String outcome = reproduced ? gives(counts) : "does not give " + row.percent() + " %";
    String note = "Settings known from the code; the procedure as coded " + outcome + ".";
    return new Found(row.setups().get(0), counts, reproduced, note);
  }

  private Found amongMany() {
    List<Trial> trials = row.setups().stream().map(this::tryOut).toList();
    List<Trial> agreeing = new ArrayList<>();
    for (Trial trial : trials) {
      if (row.isReproducedBy(trial.counts)) {
        agreeing.add(trial);
      }
    }
    for (Trial trial : agreeing) {
      GridCounts counts = count(trial.setup, networks);
      if (row.isReproducedBy(counts)) {
        return new Found(trial.setup, counts, true, note(trials.size(), agreeing.size(), counts));
      }
    }
    return none(trials);
  }

  private Found none(List<Trial> trials) {
    Trial nearest =
        trials.stream().min(Comparator.comparingDouble(t -> row.gap(t.counts))).orElseThrow();
    Setup stated = row.setups().get(0);
    String note =
        Sentence.of(
            "None of %d combinations of settings gives the published number. Shown is the row as the table"
                + " states it; the nearest (%s) gives about %.1f %%.",
            trials.size(), nearest.setup.options(), 100 * nearest.counts.asCodedShare());
    return new Found(stated, count(stated, networks), false, note);
  }

  private Trial tryOut(Setup setup) {
    GridCounts few = count(setup, Math.min(SCREENED, networks));
    boolean promising = row.distance(few) <= HOPELESS && networks > SCREENED;
    return new Trial(setup, promising ? count(setup, Math.min(TRIED, networks)) : few);
  }

  private GridCounts count(Setup setup, long count) {
    return setup.count(context.seed(), count, context.workers());
  }

  private String note(int tried, int agreeing, GridCounts counts) {
    return "Settings not recorded: of %d combinations tried %d agree; the first of them, shown here, %s."
        .formatted(tried, agreeing, gives(counts));
  }

  private String gives(GridCounts counts) {
    return "gives " + row.nearest(counts) + " % within sampling error";
  }
}
