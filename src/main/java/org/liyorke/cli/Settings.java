package org.liyorke.cli;

import java.util.List;

/** The options of all commands, each defined once. */
final class Settings {
  static final int LARGEST_WIDTH = 65_536;
  static final int LARGEST_DEPTH = 64;
  static final int MOST_THREADS = 4_096;

  static final Setting<String> INIT =
      Setting.of(
          "init",
          "NAME",
          Converters::text,
          "he",
          "initialisation: a preset (he, glorot, lecun, ...) or a TOML or JSON family file");
  static final Setting<Integer> WIDTH =
      Setting.of(
          "width", "N", Converters.wholeNumber(1, LARGEST_WIDTH), "64", "size of the hidden layers");
  static final Setting<Integer> DEPTH =
      Setting.of(
          "depth", "N", Converters.wholeNumber(1, LARGEST_DEPTH), "2", "number of layers");
  static final Setting<Integer> STATE =
      Setting.of("state", "N", Converters.wholeNumber(1, LARGEST_WIDTH), "1", "dimension of the state");
  static final Setting<String> ACTIVATION =
      Setting.of(
          "activation",
          "NAME",
          Converters::text,
          "relu",
          "of the hidden layers: relu, leaky-relu, abs, clip, hard-tanh, identity");
  static final Setting<String> OUTPUT =
      Setting.of("output", "NAME", Converters::text, "identity", "activation of the last layer");
  static final Setting<String> BIAS =
      new Setting<>(
          "bias",
          "LAW",
          Converters::text,
          "the law of the layer's weights",
          null,
          "law of the biases: zero, N(0,1), ...");
  static final Setting<Double> GAIN =
      Setting.of(
          "gain",
          "X",
          Converters::positive,
          "1",
          "factor of the standard deviation of the last layer's weights");
  static final Setting<Long> NETWORKS =
      Setting.of("networks", "N", Converters::count, "1e6", "how many networks: indices 0 to N - 1");
  static final Setting<IndexRange> RANGE =
      Setting.of(
          "range", "A:B", Converters::range, null, "the networks A to B - 1, instead of --networks");
  static final Setting<Long> SEED =
      Setting.of("seed", "N", Converters::seed, "0", "0 to 2^64 - 1, decimal or 0x...");
  static final Setting<Double> CONFIDENCE =
      Setting.of("confidence", "P", Converters::probability, "0.95", "of the intervals");
  static final Setting<String> ENGINE =
      Setting.of(
          "engine", "NAME", Converters.choice(List.of("auto", "cpu", "cuda")), "auto", "auto, cpu or cuda");
  static final Setting<Integer> THREADS =
      new Setting<>(
          "threads",
          "N",
          Converters.wholeNumber(1, MOST_THREADS),
          "all cores",
          null,
          "threads that decide networks");
  static final Setting<Boolean> JSON =
      Setting.flag("json", "print one JSON object instead of text");
  static final Setting<String> OUT =
      Setting.of(
          "out", "DIR", Converters::text, null, "also write summary.json, a CSV table and charts there");
  static final Setting<String> CATALOG =
      Setting.of(
          "catalog", "FILE", Converters::text, null, "write every chaotic network with its witness there");
  static final Setting<Boolean> QUIET = Setting.flag("quiet", "no progress");
  static final Setting<Boolean> HELP = Setting.flag("help", "print this help");

  static final Setting<Long> INDEX =
      Setting.of(
          "index", "N", Converters::index, null, "the network of this index of the family");
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
