package org.liyorke.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.UserError;
import org.liyorke.report.MapPicture;
import org.liyorke.report.OutputFolder;

/** {@code inspect}: one network in full. */
final class InspectCommand implements Command {
  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String summary() {
    return "one network in full: weights, breakpoints, verdict, proof, witness orbit, pictures";
  }

  @Override
  public List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(FamilyChoice.settings());
    settings.addAll(
        List.of(
            Settings.SEED,
            Settings.INDEX,
            Settings.NETWORK,
            Settings.LINE,
            Settings.PICTURE,
            Settings.JSON,
            Settings.OUT_OF_ONE,
            Settings.HELP));
    return settings;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "The network is --index N of the family that the options name, or --line L of --network FILE.",
        "With --json one line is printed that classify reads, and verify as a proof of it.");
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    Path picture = RunChoice.path(arguments, Settings.PICTURE);
    if (picture != null && !MapPicture.canDraw(picture)) {
      throw UserError.value(Settings.PICTURE.dashed(), picture, "a file that ends in .svg or .png");
    }
    Path out = RunChoice.path(arguments, Settings.OUT_OF_ONE);
    if (out != null) {
      OutputFolder.prepare(out);
    }
    Inspection inspection = Inspection.of(Subject.of(arguments, streams));
    streams
        .out()
        .print(arguments.get(Settings.JSON) ? inspection.json() + "\n" : inspection.text());
    streams.out().flush();
    if (picture != null) {
      inspection.draw(picture);
    }
    if (out != null) {
      OutputFolder.writeText(out.resolve("network.json"), inspection.json() + "\n");
      inspection.draw(out.resolve("map.svg"));
      inspection.draw(out.resolve("map.png"));
    }
    return 0;
  }
}
