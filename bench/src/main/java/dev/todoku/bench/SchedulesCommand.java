package dev.todoku.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The same input under many schedules: what is said in the end must be equal. */
@Command(
    name = "schedules",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Feeds one input under many schedules (slow and fast, a topic held back, an instance starved"
          + " or killed, the broker away, more and fewer partitions and instances, all written"
          + " before the start) and compares what the pipeline says in the end with what it says"
          + " under the first: the final outcome of every message, the sums of provider health per"
          + " minute, provider, IP and domain, what found no message, suppressions, and of every"
          + " incident cause, scope, onset, end and final counts.",
      "",
      "How many revisions came in between and when by the wall clock is not compared, nor what was"
          + " withdrawn. Exit code 1 on any difference."
    })
final class SchedulesCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Schedules; the first is compared with. Default: all. See --list.")
  List<String> only;

  @Option(names = "--list", description = "Lists the schedules and ends.")
  boolean list;

  @Option(
      names = "--mails",
      paramLabel = "N",
      defaultValue = "9000",
      description = "Mails of the simulated day. Default: ${DEFAULT-VALUE}.")
  int mails;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Another seed gives another day. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--slow",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = "How long the slow schedule takes. Default: ${DEFAULT-VALUE}.")
  int slow;

  @Option(
      names = "--unmarked",
      description = "Feeds as an application does that does not say how far it has come.")
  boolean unmarked;

  @Option(names = "--json", description = "One line of JSON a schedule.")
  boolean json;

  private final BenchOutput terminal = BenchOutput.ofProcess();
  private final ProgressLine progress = new ProgressLine(terminal::progress, System::nanoTime);

  @Override
  public Integer call() throws Exception {
    List<Schedule> all = Schedule.all(Duration.ofSeconds(slow));
    if (list) {
      all.forEach(schedule -> terminal.print(schedule.name()));
      return 0;
    }
    List<Schedule> chosen =
        only == null ? all : all.stream().filter(s -> only.contains(s.name())).toList();
    if (chosen.isEmpty()) {
      terminal.print("none of these schedules exists; see --list");
      return 2;
    }
    List<ScheduleInput.Timed> input = ScheduleInput.of(seed, mails);
    Sayings expected = null;
    boolean isEqual = true;
    for (Schedule schedule : chosen) {
      Sayings said = run(schedule, input);
      if (expected == null) {
        expected = said;
        head(schedule, said);
      }
      Map<String, List<String>> found = said.differencesFrom(expected);
      isEqual &= found.values().stream().allMatch(List::isEmpty);
      row(schedule, found);
      spellOut(schedule.name(), found);
    }
    return isEqual ? 0 : 1;
  }

  private Sayings run(Schedule schedule, List<ScheduleInput.Timed> input) throws Exception {
    progress.begin(schedule.name());
    Path dir = Files.createTempDirectory("todoku-schedules");
    try {
      return ScheduleRun.run(schedule, input, !unmarked, progress, dir);
    } finally {
      Bench.delete(dir);
    }
  }

  private void head(Schedule first, Sayings said) {
    if (!json) {
      terminal.print("Compared with " + first.name() + ", seed " + seed + ": " + counts(said));
      terminal.print("| schedule | " + String.join(" | ", said.parts().keySet()) + " |");
      terminal.print("|---|" + "---|".repeat(said.parts().size()));
    }
  }

  private static String counts(Sayings said) {
    StringBuilder text = new StringBuilder();
    said.parts()
        .forEach(
            (part, entries) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,d %s", entries.size(), part)));
    return text.toString();
  }

  private void row(Schedule schedule, Map<String, List<String>> found) {
    if (json) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("schedule", schedule.name());
      found.forEach((part, list) -> row.put(part, list.size()));
      terminal.print(new JsonMapper().writeValueAsString(row));
      return;
    }
    StringBuilder text = new StringBuilder("| " + schedule.name() + " |");
    found
        .values()
        .forEach(
            list ->
                text.append(' ')
                    .append(list.isEmpty() ? "equal" : list.size() + " differ")
                    .append(" |"));
    terminal.print(text.toString());
  }

  private void spellOut(String schedule, Map<String, List<String>> found) {
    if (!json) {
      found.forEach(
          (part, list) ->
              list.stream()
                  .limit(SHOWN)
                  .forEach(text -> terminal.print(schedule + ", " + part + ": " + text)));
    }
  }
}
