package org.liyorke.cli;

import java.util.List;
import java.util.stream.Stream;
import org.liyorke.campaign.Workplace;

/** {@code sweep}: the product of lists of initialisations, outputs, widths and gains. */
final class SweepCommand implements Command {
  private final Workplace workplace;

  SweepCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String summary() {
    return "the same over widths, gains, initialisations and outputs, with tests whether they differ";
  }

  @Override
  public List<Setting<?>> settings() {
    return Stream.concat(
            FamilyChoice.sweepSettings().stream(), RunChoice.settings(workplace).stream())
        .toList();
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    return CampaignRun.run(
        FamilyChoice.sweep(arguments), RunChoice.of(arguments, workplace), workplace, streams);
  }
}
