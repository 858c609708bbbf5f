package org.liyorke.cli;

import java.util.List;
import java.util.stream.Stream;
import org.liyorke.campaign.Workplace;

/** {@code estimate}: one point. */
final class EstimateCommand implements Command {
  private final Workplace workplace;

  EstimateCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public String name() {
    return "estimate";
  }

  @Override
  public String summary() {
    return "the probability that a network of one family is chaotic";
  }

  @Override
  public List<Setting<?>> settings() {
    return Stream.concat(FamilyChoice.settings().stream(), RunChoice.settings(workplace).stream())
        .toList();
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    return CampaignRun.run(
        List.of(FamilyChoice.of(arguments)),
        RunChoice.of(arguments, workplace),
        workplace,
        streams);
  }
}
