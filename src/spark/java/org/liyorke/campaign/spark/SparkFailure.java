package org.liyorke.campaign.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.liyorke.model.UserError;

/** What a failure of a run means to its user. */
final class SparkFailure {
  /** A mistake as Spark quotes it, when it found no executor to try again. */
  private static final Pattern QUOTED = Pattern.compile(UserError.class.getName() + ": (.+)");

  private SparkFailure() {}

  /**
   * The exception to throw: the mistake of the user that an executor found; a line for what Spark
   * tells without a cause, such as executors that were lost too often; anything else as it is.
   */
  static RuntimeException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError mistake) {
        return mistake;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof SparkException && failure.getCause() == null) {
      return UserError.engine(line(failure.getMessage()));
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("a job of Spark failed", failure);
  }

  private static String line(String message) {
    Matcher quoted = QUOTED.matcher(message);
    return quoted.find()
        ? quoted.group(1)
        : "Spark gave up: " + message.strip().lines().findFirst().orElse("");
  }
}
