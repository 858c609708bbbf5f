package org.liyorke.cli;

import org.liyorke.campaign.Shard;
import org.liyorke.engine.Engines;
import org.liyorke.model.Activation;
import org.liyorke.model.NetworkFamily;

/** The options of all commands, each defined once. */
final class Settings {
  private static final int MOST_THREADS = 4_096;

  private static final String OF_FILE = ", or that of the family file";

  static final Setting<String> INIT =
      Setting.of(
          "init",
          "NAME",
          Converters::text,
          "he",
          "initialisation: a preset (he, glorot, lecun, ...), a law such as N(0,2/k), or a TOML or JSON family file");
  static final Setting<Integer> WIDTH =
      Setting.of(
          "width",
          "N",
          Converters.wholeNumber(1, NetworkFamily.MAX_SIZE),
          "64",
          "size of the hidden layers");
  static final Setting<Integer> DEPTH =
      Setting.dependent(
          "depth",
          "N",
          Converters.wholeNumber(1, NetworkFamily.MAX_DEPTH),
          "2" + OF_FILE,
          "number of layers");
  static final Setting<Integer> STATE =
      Setting.of(
          "state",
          "N",
          Converters.wholeNumber(1, NetworkFamily.MAX_SIZE),
          "1",
          "dimension of the state; verdicts are for 1");
  static final Setting<Activation> ACTIVATION =
      Setting.dependent(
          "activation",
          "NAME",
          Converters::activation,
          "relu" + OF_FILE,
          "of the hidden layers: " + Converters.activationNames());
  static final Setting<Activation> OUTPUT =
      Setting.dependent(
          "output",
          "NAME",
          Converters::activation,
          "identity" + OF_FILE,
          "activation of the last layer, one of the same");
  static final Setting<String> BIAS =
      Setting.dependent(
          "bias",
          "LAW",
          Converters::text,
          "that of the layer's weights or of the preset",
          "law of all biases: zero, N(0,1), ...");
  static final Setting<Double> GAIN =
      Setting.of(
          "gain",
          "X",
          Converters::positive,
          "1",
          "factor of the standard deviation of the last layer's weights");
  static final Setting<Long> NETWORKS =
      Setting.of(
          "networks", "N", Converters::count, "1e6", "how many networks: indices 0 to N - 1");
  static final Setting<IndexRange> RANGE =
      Setting.of(
          "range",
          "A:B",
          Converters::range,
          null,
          "the networks A to B - 1, instead of --networks");
  static final Setting<Long> SEED =
      Setting.of("seed", "N", Converters::seed, "0", "0 to 2^64 - 1, decimal or 0x...");
  static final Setting<Double> CONFIDENCE =
      Setting.of("confidence", "P", Converters::probability, "0.95", "of the intervals");
  static final Setting<String> ENGINE =
      Setting.of(
          "engine",
          "NAME",
          Converters.choice(Engines.NAMES),
          Engines.AUTO,
          "what decides: auto, cpu or cuda");
  static final Setting<Integer> THREADS =
      Setting.dependent(
          "threads",
          "N",
          Converters.wholeNumber(1, MOST_THREADS),
          "all cores",
          "threads that decide networks");
  static final Setting<Integer> THREADS_OF_TASK =
      Setting.of(
          "threads",
          "N",
          Converters.wholeNumber(1, MOST_THREADS),
          "1",
          "threads that decide networks in one Spark task; spark.task.cpus should be the same");
  static final Setting<Long> DEVICE_MEMORY =
      Setting.dependent(
          "device-memory",
          "SIZE",
          Converters::memory,
          "90 % of what is free",
          "memory that the batches of a CUDA device may use together: bytes, or with K, M or G");
  static final Setting<Boolean> JSON =
      Setting.flag("json", "print one JSON object instead of text");
  static final Setting<String> OUT =
      Setting.of(
          "out",
          "DIR",
          Converters::text,
          null,
          "also write report.html, summary.json, a CSV table and charts there, and what --resume needs");
  static final Setting<Boolean> RESUME =
      Setting.flag("resume", "go on with the campaign in the folder of --out");
  static final Setting<Shard> SHARD =
      new Setting<>(
          "shard",
          "I/N",
          Converters::shard,
          null,
          Shard.WHOLE,
          "run every N-th block, from block I on, 0 <= I < N; 'slurm' takes both from the task array");
  static final Setting<Double> UNTIL_WIDTH =
      Setting.of(
          "until-width",
          "W",
          Converters::probability,
          null,
          "stop when the interval of P(chaotic) is at most W long; --networks is then the most");
  static final Setting<Double> UNTIL_RELATIVE =
      Setting.of(
          "until-relative",
          "R",
          Converters::positive,
          null,
          "stop when it is at most R times the estimate long");
  static final Setting<String> CATALOG =
      Setting.of(
          "catalog",
          "FILE",
          Converters::text,
          null,
          "write every chaotic network with its witness there");
  static final Setting<String> NETWORKS_PARQUET =
      Setting.of(
          "networks-parquet",
          "DIR",
          Converters::text,
          null,
          "write the verdict of every network as a row of a Parquet table there; a path of Spark's");
  static final Setting<Double> MERGED_CONFIDENCE =
      Setting.of(
          "confidence",
          "P",
          Converters::probability,
          "0.95",
          "of the intervals; where the campaign stopped early, by default its own");
  static final Setting<String> OUT_OF_MERGE =
      Setting.of(
          "out",
          "DIR",
          Converters::text,
          null,
          "also write summary.json, a CSV table and charts there");
  static final Setting<Boolean> ALLOW_GAPS =
      Setting.flag("allow-gaps", "report also if blocks are missing");
  static final Setting<Boolean> QUIET = Setting.flag("quiet", "no progress");
  static final Setting<Boolean> HELP = Setting.flag("help", "print this help");

  static final Setting<String> OUT_OF_ONE =
      Setting.of(
          "out",
          "DIR",
          Converters::text,
          null,
          "also write network.json, map.svg and map.png there");
  static final Setting<Long> INDEX =
      Setting.of("index", "N", Converters::index, null, "the network of this index of the family");
  static final Setting<String> NETWORK =
      Setting.of("network", "FILE", Converters::text, null, "the network of a JSON Lines file");
  static final Setting<Long> LINE =
      Setting.of("line", "N", Converters::count, "1", "its line in that file, counted from 1");
  static final Setting<String> PICTURE =
      Setting.of(
          "picture",
          "FILE",
          Converters::text,
          null,
          "draw f, f^3 and the cobweb of the witness: FILE ends in .svg or .png");

  private Settings() {}
}
