package org.liyorke.campaign;

import java.util.Map;
import org.liyorke.model.UserError;

/**
 * A part of a campaign: every {@code of}-th block, from block {@code index} on.
 *
 * @param index from 0 to {@code of} - 1
 * @param of how many parts there are, at least 1
 */
public record Shard(int index, int of) {
  /** The whole campaign. */
  public static final Shard WHOLE = new Shard(0, 1);

  private static final String SLURM_ID = "SLURM_ARRAY_TASK_ID";
  private static final String SLURM_FIRST = "SLURM_ARRAY_TASK_MIN";
  private static final String SLURM_COUNT = "SLURM_ARRAY_TASK_COUNT";

  /** Checks the numbers. */
  public Shard {
    if (!(index >= 0 && index < of)) {
      throw new IllegalArgumentException(
          "shard " + index + "/" + of + ": must be i/N with 0 <= i < N");
    }
  }

  /** Whether this is all of the campaign. */
  public boolean isWhole() {
    return of == 1;
  }

  /** Whether a block of the campaign belongs to this part. */
  public boolean has(long block) {
    return block % of == index;
  }

  /**
   * The part that belongs to a task of a Slurm array.
   *
   * @param environment of the task
   * @throws UserError that names the variable that is missing or makes no sense
   */
  public static Shard ofSlurmTask(Map<String, String> environment) {
    long index = number(environment, SLURM_ID) - number(environment, SLURM_FIRST);
    long count = number(environment, SLURM_COUNT);
    if (!(index >= 0 && index < count)) {
      throw new UserError(
          "--shard slurm: %s - %s is %d: must be from 0 to %d, below %s; the array must be A-B without gaps"
              .formatted(SLURM_ID, SLURM_FIRST, index, count - 1, SLURM_COUNT));
    }
    return new Shard((int) index, (int) count);
  }

  private static int number(Map<String, String> environment, String name) {
    String text = environment.get(name);
    if (text == null) {
      throw new UserError(
          "--shard slurm: " + name + " is not set: must be run as a task of a Slurm array");
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same message as for a negative number.
    }
    throw new UserError("--shard slurm: " + name + " " + text + ": must be a whole number");
  }

  @Override
  public String toString() {
    return index + "/" + of;
  }
}
