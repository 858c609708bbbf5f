package org.liyorke.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.model.UserError;

class ShardTest {
  private static Map<String, String> task(String id, String first, String count) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLURM_ARRAY_TASK_ID", id);
    environment.put("SLURM_ARRAY_TASK_MIN", first);
    environment.put("SLURM_ARRAY_TASK_COUNT", count);
    environment.values().removeIf(value -> value == null);
    return environment;
  }

  @Test
  void everyBlockBelongsToOneShard() {
    for (long block = 0; block < 100; block++) {
      int owners = 0;
      for (int i = 0; i < 7; i++) {
        owners += new Shard(i, 7).has(block) ? 1 : 0;
      }
      assertEquals(1, owners);
    }
  }

  @Test
  void slurmCountsFromTheFirstTask() {
    assertEquals(new Shard(0, 1), Shard.ofSlurmTask(task("0", "0", "1")));
    assertEquals(new Shard(2, 64), Shard.ofSlurmTask(task("5", "3", "64")));
  }

  @ParameterizedTest
  @CsvSource({
    ", 0, 4, SLURM_ARRAY_TASK_ID is not set",
    "1, , 4, SLURM_ARRAY_TASK_MIN is not set",
    "1, 0, , SLURM_ARRAY_TASK_COUNT is not set",
    "x, 0, 4, SLURM_ARRAY_TASK_ID x",
    "-1, 0, 4, SLURM_ARRAY_TASK_ID -1",
    "1, 0, 1e9, SLURM_ARRAY_TASK_COUNT 1e9",
    "4, 0, 4, must be from 0 to 3",
    "1, 2, 4, must be from 0 to 3"
  })
  void whatSlurmDoesNotSayIsOneLine(String id, String first, String count, String part) {
    Map<String, String> environment = task(id, first, count);
    UserError e = assertThrows(UserError.class, () -> Shard.ofSlurmTask(environment));
    assertEquals(UserError.COMMAND_LINE, e.exitStatus());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
