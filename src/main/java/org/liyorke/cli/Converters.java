package org.liyorke.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liyorke.campaign.Shard;
import org.liyorke.model.Activation;
import org.liyorke.model.UserError;

/** The converters of the options: every text is either a value within the limits or a UserError. */
final class Converters {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,40}");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,4})?");
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,40}");
  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,40})([KMGkmg]?)");
  private static final String MEMORY_UNITS = "KMG";
  private static final BigInteger LEAST_MEMORY = BigInteger.ONE.shiftLeft(20);
  private static final BigInteger MOST_SHARDS = BigInteger.valueOf(1_000_000);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Converters() {}

  /** Any text but the empty one. */
  static String text(String option, String text) {
    if (text.isEmpty()) {
      throw UserError.value(option, "\"\"", "a name");
    }
    return text;
  }

  /** An activation by its name. */
  static Activation activation(String option, String text) {
    List<String> names = Activation.all().stream().map(Activation::name).toList();
    if (!names.contains(text)) {
      String hint = Suggestion.forWord(text, names);
      throw UserError.value(option, text, "one of " + activationNames() + hint);
    }
    return Activation.named(text);
  }

  /** The names of all activations, for messages. */
  static String activationNames() {
    return Activation.all().stream().map(Activation::name).collect(Collectors.joining(", "));
  }

  /** Numbers, separated by commas. */
  static List<Double> point(String option, String text) {
    List<Double> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!DECIMAL.matcher(part).matches()) {
        throw UserError.value(option, text, "numbers, separated by commas");
      }
      numbers.add(Double.valueOf(part));
    }
    return numbers;
  }

  /** One of the given words. */
  static Converter<String> choice(List<String> words) {
    return (option, text) -> {
      if (!words.contains(text)) {
        String hint = Suggestion.forWord(text, words);
        throw UserError.value(option, text, "one of " + String.join(", ", words) + hint);
      }
      return text;
    };
  }

  /** A whole number from {@code least} to {@code most}. */
  static Converter<Integer> wholeNumber(int least, int most) {
    return (option, text) -> {
      BigInteger value = WHOLE.matcher(text).matches() ? new BigInteger(text) : null;
      if (value == null
          || value.compareTo(BigInteger.valueOf(least)) < 0
          || value.compareTo(BigInteger.valueOf(most)) > 0) {
        throw UserError.value(option, text, "a whole number from " + least + " to " + most);
      }
      return value.intValueExact();
    };
  }

  /** A number of networks, at least 1, which may be written like 1e6. */
  static Long count(String option, String text) {
    BigInteger value = wholeOrNull(text);
    if (value == null || value.signum() <= 0) {
      throw UserError.value(option, text, "a whole number from 1 to 2^63 - 1");
    }
    return value.longValueExact();
  }

  /** An index of a network, at least 0. */
  static Long index(String option, String text) {
    BigInteger value = wholeOrNull(text);
    if (value == null) {
      throw UserError.value(option, text, "a whole number from 0 to 2^63 - 1");
    }
    return value.longValueExact();
  }

  /** The indices A:B, B excluded. */
  static IndexRange range(String option, String text) {
    String[] ends = text.split(":", -1);
    BigInteger first = ends.length == 2 ? wholeOrNull(ends[0]) : null;
    BigInteger end = ends.length == 2 ? wholeOrNull(ends[1]) : null;
    if (first == null || end == null || first.compareTo(end) >= 0) {
      throw UserError.value(option, text, "A:B with whole numbers 0 <= A < B <= 2^63 - 1");
    }
    return new IndexRange(first.longValueExact(), end.longValueExact());
  }

  /** A part I/N of a campaign, or "slurm" for the part of this task of an array. */
  static Shard shard(String option, String text) {
    if (text.equals("slurm")) {
      return Shard.ofSlurmTask(System.getenv());
    }
    String[] numbers = text.split("/", -1);
    BigInteger index = numbers.length == 2 ? wholeOrNull(numbers[0]) : null;
    BigInteger of = numbers.length == 2 ? wholeOrNull(numbers[1]) : null;
    if (index == null || of == null || index.compareTo(of) >= 0 || of.compareTo(MOST_SHARDS) > 0) {
      throw UserError.value(
          option, text, "I/N with whole numbers 0 <= I < N <= " + MOST_SHARDS + ", or slurm");
    }
    return new Shard(index.intValueExact(), of.intValueExact());
  }

  /** A seed, 0 to 2^64 - 1, decimal or hexadecimal; the bits of the long. */
  static Long seed(String option, String text) {
    BigInteger value = null;
    if (WHOLE.matcher(text).matches()) {
      value = new BigInteger(text);
    } else if (HEXADECIMAL.matcher(text).matches()) {
      value = new BigInteger(text.substring(2), 16);
    }
    if (value == null || value.bitLength() > Long.SIZE) {
      throw UserError.value(option, text, "a whole number from 0 to 2^64 - 1, decimal or 0x...");
    }
    return value.longValue();
  }

  /** A finite number above 0. */
  static Double positive(String option, String text) {
    double value = decimalOrNaN(text);
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw UserError.value(option, text, "a finite number above 0");
    }
    return value;
  }

  /** A number strictly between 0 and 1. */
  static Double probability(String option, String text) {
    double value = decimalOrNaN(text);
    if (!(value > 0 && value < 1)) {
      throw UserError.value(option, text, "a number between 0 and 1, both excluded");
    }
    return value;
  }

  /** A number of bytes, at least 1M, with or without K, M or G for powers of 1024. */
  static Long memory(String option, String text) {
    Matcher matcher = MEMORY.matcher(text);
    BigInteger value = BigInteger.ZERO;
    if (matcher.matches()) {
      String unit = matcher.group(2).toUpperCase(Locale.ROOT);
      int power = unit.isEmpty() ? 0 : MEMORY_UNITS.indexOf(unit) + 1;
      value = new BigInteger(matcher.group(1)).shiftLeft(10 * power);
    }
    if (value.compareTo(LEAST_MEMORY) < 0 || value.compareTo(LONG_MAX) > 0) {
      throw UserError.value(
          option, text, "from 1M to 2^63 - 1 bytes; K, M and G stand for powers of 1024");
    }
    return value.longValueExact();
  }

  private static double decimalOrNaN(String text) {
    return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  /**
   * The whole number from 0 to 2^63 - 1 that the text writes, with or without an exponent, or null.
   */
  private static BigInteger wholeOrNull(String text) {
    if (text.startsWith("-") || text.startsWith("+") || !DECIMAL.matcher(text).matches()) {
      return null;
    }
    BigDecimal value = new BigDecimal(text);
    // Far too large numbers are refused before their digits are written out.
    if (value.precision() - (long) value.scale() > 20 || value.stripTrailingZeros().scale() > 0) {
      return null;
    }
    BigInteger whole = value.toBigIntegerExact();
    return whole.compareTo(LONG_MAX) <= 0 ? whole : null;
  }
}
