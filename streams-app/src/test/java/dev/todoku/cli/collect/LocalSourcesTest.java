package dev.todoku.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.EntryType;
import dev.todoku.intake.LogFormats;
import dev.todoku.intake.log.LogFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourcesTest {
  private static final Duration KEEP = Duration.ofDays(3_650);
  private static final String EXIM =
      "2026-03-13 09:00:00 1tqDDA-0000Ee-4G <= app@shop.example U=www P=local S=900"
          + " id=f6@shop.example for mia@nine.example\n"
          + "2026-03-13 09:00:01 1tqDDA-0000Ee-4G => mia@nine.example R=dnslookup T=remote_smtp"
          + " H=mx.nine.example [192.0.2.9] C=\"250 ok\"\n";
  private static final String HEADER = "type,timeLogged,rcpt,dsnStatus,envId\n";

  @TempDir private Path directory;
  private final Map<String, byte[]> positions = new HashMap<>();

  @Test
  void theLogOfAnotherServerIsKnownByItsLinesAndKeyedByItsFormat() throws IOException {
    Files.writeString(directory.resolve("mainlog"), EXIM);

    List<CollectedEntry> entries = read(sources("mainlog"));

    assertThat(entries).extracting(CollectedEntry::feed).containsOnly(EntryType.SERVER_LOG);
    assertThat(entries)
        .extracting(CollectedEntry::key)
        .containsOnly("exim/" + CollectOptions.hostName());
    assertThat(entries)
        .extracting(CollectedEntry::time)
        .containsExactly(at("2026-03-13T09:00:00Z"), at("2026-03-13T09:00:01Z"));
  }

  @Test
  void aLogThatWasJustRotatedHasTheFormatOfItsLastBackFile() throws IOException {
    Files.writeString(directory.resolve("mainlog.1"), EXIM);
    Files.writeString(directory.resolve("mainlog"), "");

    assertThat(read(sources("mainlog"))).hasSize(2);
  }

  @Test
  void postfixIsTakenForGrantedElseWithoutANamedFormat() throws IOException {
    Files.writeString(
        directory.resolve("mail.log"), "Mar 13 09:00:00 mx1 postfix/qmgr[7]: 4cX: removed\n");
    Files.writeString(directory.resolve("odd.log"), "2026-03-13 09:00:00 cwd=/var/spool/exim\n");

    assertThat(read(sources("mail.log")).get(0).feed()).isEqualTo(EntryType.LOG);
    assertThat(read(sources("odd.log")).get(0).feed()).isEqualTo(EntryType.LOG);
    positions.clear();
    assertThat(read(sources("odd.log", LogFormats.named("exim").orElseThrow())).get(0).feed())
        .isEqualTo(EntryType.SERVER_LOG);
  }

  @Test
  void theColumnsOfAFileAreKnownWhereReadingGoesOn() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("acct.csv"), HEADER + "d,1773392400,ann@one.example,2.0.0,7\n");
    List<CollectedEntry> first = read(sources("acct.csv"));
    assertThat(first)
        .extracting(CollectedEntry::time)
        .containsExactly(at("2026-03-13T09:00:00Z"), at("2026-03-13T09:00:00Z"));
    Files.writeString(file, "d,1773392460,bo@one.example,2.0.0,8\n", StandardOpenOption.APPEND);

    List<CollectedEntry> next = read(sources("acct.csv"));

    assertThat(next).hasSize(1);
    assertThat(new String(next.get(0).value(), StandardCharsets.UTF_8)).contains("bo@one");
    assertThat(next.get(0).time()).isEqualTo(at("2026-03-13T09:01:00Z"));
    assertThat(next.get(0).key()).startsWith("powermta/");
  }

  private LocalSources sources(String log) {
    return sources(log, null);
  }

  private LocalSources sources(String log, LogFormat format) {
    return new LocalSources(
        new ChosenLogs(List.of(directory.resolve(log).toString()), ZoneOffset.UTC, format),
        List.of(),
        KEEP,
        List.of());
  }

  private List<CollectedEntry> read(LocalSources sources) throws IOException {
    List<CollectedEntry> entries = new ArrayList<>();
    long now = System.currentTimeMillis() + Duration.ofMinutes(1).toMillis();
    for (CollectorSource source : sources.open(positions)) {
      for (source.poll(now); source.nextTime() != CollectorSource.NOTHING; source.poll(now)) {
        entries.add(source.take());
      }
      positions.putAll(source.changedPositions());
      source.close();
    }
    return entries;
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
