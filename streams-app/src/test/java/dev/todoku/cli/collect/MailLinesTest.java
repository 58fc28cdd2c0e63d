package dev.todoku.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailLinesTest {
  private static final String CRON = "Nov 29 20:00:01 host CRON[7]: (root) CMD (true)";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.9 - - [29/Nov/2026:20:00:01 +0000] \"GET /index.html HTTP/1.1\" 200 17",
        CRON,
        "Nov 29 20:00:01 host kernel: eth0: link up",
        "anything",
      })
  void areMissingInTheLogOfSomethingElse(String line) throws IOException {
    assertThat(MailLines.areMissing(file(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 29 20:00:01 mx postfix/qmgr[8]: 4ABC: removed",
        "Nov 29 20:00:01 mx postfix-out/smtp[8]: connect to mx.example[192.0.2.1]:25: timeout",
        "Nov 29 20:00:01 mx mailout/smtp[8]: 4ABC: to=<a@example.jp>, relay=none, status=deferred",
        "2026-11-29 20:00:01 1vPabc-000000001Xy-1abc <= a@example.jp U=root P=local S=340",
      })
  void areThereAmongOthers(String line) throws IOException {
    assertThat(MailLines.areMissing(file(CRON, CRON, line))).isFalse();
  }

  @Test
  void areNotMissingWhereNothingIsWrittenYet() throws IOException {
    assertThat(MailLines.areMissing(file())).isFalse();
    assertThat(MailLines.areMissing(directory.resolve("none"))).isFalse();
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("a.log"), java.util.List.of(lines));
  }
}
