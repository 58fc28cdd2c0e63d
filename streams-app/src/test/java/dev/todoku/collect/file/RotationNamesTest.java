package dev.todoku.collect.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationNamesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "mail.log, mail.log",
    "mail.log.1, mail.log",
    "mail.log.12.gz, mail.log",
    "mail.log.gz, mail.log",
    "mail.log.2.zst, mail.log",
    "mail-20261121.log.zst, mail.log",
    "mail.log-20261121, mail.log",
    "mail.log-20261121.gz, mail.log",
    "mail.log-20261121-1732200000.gz, mail.log",
    "mail-20261121.log, mail.log",
    "mail-20261121.log.gz, mail.log",
    "maillog.3, maillog",
    "mail.err, mail.err",
    "mx1.log, mx1.log",
    "mail.log.bak, mail.log.bak",
  })
  void knowTheLogOfABackFile(String name, String log) {
    assertThat(RotationNames.logOf(name)).isEqualTo(log);
  }

  @Test
  void aPatternFindsLogsAndBackFilesBelongToTheirLog() throws IOException {
    for (String name : List.of("mail.log", "mail.log.1", "mail.log.2.gz", "mail.err", "syslog")) {
      Files.createFile(directory.resolve(name));
    }
    assertThat(LogNames.find(List.of(directory + "/mail.*", directory + "/other.log.1")))
        .containsExactly(
            directory.resolve("mail.err"),
            directory.resolve("mail.log"),
            directory.resolve("other.log"));
  }

  @Test
  void aPatternMayStandForDirectories() throws IOException {
    for (String host : List.of("mx1", "mx2", "other")) {
      Files.createDirectory(directory.resolve(host));
    }
    Files.createFile(directory.resolve("mx1/mail.log"));
    Files.createFile(directory.resolve("mx2/mail.log"));
    Files.createFile(directory.resolve("mx3"));
    Files.createFile(directory.resolve("other/mail.log"));
    assertThat(LogNames.find(List.of(directory + "/mx*/mail.log")))
        .containsExactly(directory.resolve("mx1/mail.log"), directory.resolve("mx2/mail.log"));
  }
}
