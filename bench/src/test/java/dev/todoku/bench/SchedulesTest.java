package dev.todoku.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code bench/run schedules}: instances as processes, a real broker. Both mostly
 * wait, so that they run beside each other.
 */
@Tag("long")
class SchedulesTest {
  private static final long SEED = 11;
  private static final int MAILS = 1_500;

  @TempDir Path dir;

  @Test
  void whatIsSaidIsTheSameWrittenBeforeInOnePartitionAsHeldBackAndKilledInTwo() throws Exception {
    List<ScheduleInput.Timed> input = ScheduleInput.of(SEED, MAILS);
    Schedule killed = schedule("troubled", 2, "mail.deliveries", Schedule.Incident.KILLED, false);
    FutureTask<Sayings> beside = new FutureTask<>(() -> run(killed, input));
    Thread thread = new Thread(beside, "troubled");
    thread.start();
    Sayings calm;
    try {
      calm = run(schedule("calm", 1, null, Schedule.Incident.NOTHING, true), input);
    } finally {
      thread.join();
    }
    Sayings troubled = beside.get();
    assertThat(calm.parts().get("outcomes")).as("seed %d", SEED).hasSizeGreaterThan(MAILS);
    assertThat(calm.parts()).allSatisfy((part, entries) -> assertThat(entries).isNotEmpty());
    assertThat(troubled.differencesFrom(calm))
        .allSatisfy((part, differences) -> assertThat(differences).as(part).isEmpty());
  }

  private static Schedule schedule(
      String name, int partitions, String held, Schedule.Incident incident, boolean isBefore) {
    Duration pace = isBefore ? Duration.ZERO : Duration.ofSeconds(8);
    return new Schedule(
        name, partitions, 1, pace, held, Duration.ofSeconds(4), Duration.ZERO, incident, isBefore);
  }

  private Sayings run(Schedule schedule, List<ScheduleInput.Timed> input) throws Exception {
    ProgressLine progress = new ProgressLine(unused -> {}, System::nanoTime);
    return ScheduleRun.run(schedule, input, true, progress, dir.resolve(schedule.name()));
  }
}
