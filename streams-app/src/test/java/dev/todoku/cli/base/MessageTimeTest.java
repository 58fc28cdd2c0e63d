package dev.todoku.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MessageTimeTest {
  @Test
  void theTopmostReceivedFieldTells() throws IOException {
    assertThat(
            time(
                "Return-Path: <>",
                "Received: by mx.sender.test (Postfix)",
                "\tid 4jX; Sat, 21 Nov 2026 20:47:53 +0000 (UTC)",
                "Received: from a by b; Sat, 21 Nov 2026 20:40:00 +0000",
                "Date: Sat, 21 Nov 2026 20:30:00 +0000"))
        .isEqualTo("2026-11-21T20:47:53Z");
  }

  @Test
  void elseTheDateField() throws IOException {
    assertThat(time("Received: by x", "Date: 21 Nov 2026 20:30:00 +0900"))
        .isEqualTo("2026-11-21T11:30:00Z");
  }

  @Test
  void aDateInTheBodySaysNothing() throws IOException {
    assertThat(time("Subject: x", "", "Date: Sat, 21 Nov 2026 20:30:00 +0000")).isNull();
    assertThat(time("Date: yesterday")).isNull();
  }

  private static String time(String... lines) throws IOException {
    byte[] message = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    OptionalLong time = MessageTime.of(new ByteArrayInputStream(message));
    return time.isPresent() ? Instant.ofEpochMilli(time.getAsLong()).toString() : null;
  }
}
