package dev.todoku.collect.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LmtpSessionTest {
  private static final long NOW = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
  private static final String ENVELOPE =
      "LHLO mx\r\nMAIL FROM:<> BODY=8BITMIME\r\nRCPT TO:<a@x.example>\r\nRCPT TO:<b@x.example>\r\n";

  private final SeenMails seen = new SeenMails();
  private final Inbox inbox = new Inbox("lmtp", 10, seen);
  private final List<CollectedEntry> stored = new ArrayList<>();
  private final Map<String, byte[]> positions = new HashMap<>();
  private final AtomicBoolean isRefusing = new AtomicBoolean();
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private Thread storing;

  @BeforeEach
  void store() {
    storing =
        new Thread(
            () -> {
              while (!isStopped.get()) {
                while (inbox.nextTime() != CollectorSource.NOTHING) {
                  CollectedEntry entry = inbox.take();
                  if (isRefusing.get()) {
                    inbox.failed();
                  } else {
                    if (entry != null) {
                      stored.add(entry);
                    }
                    positions.putAll(inbox.changedPositions());
                    inbox.committed();
                  }
                }
                Thread.onSpinWait();
              }
            });
    storing.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    isStopped.set(true);
    storing.join();
  }

  private List<String> says(String commands) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LmtpSession(
            inbox,
            (message, now) -> now,
            200,
            "here",
            () -> Instant.ofEpochMilli(NOW),
            new ByteArrayInputStream(commands.getBytes(UTF_8)),
            out)
        .run();
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void answersEachRecipientWhenTheMessageIsStored() throws Exception {
    List<String> replies = says(ENVELOPE + "DATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nQUIT\r\n");
    assertThat(replies)
        .endsWith("354 end with a dot", "250 2.0.0 stored", "250 2.0.0 stored", "221 2.0.0 bye");
    assertThat(stored).hasSize(1);
    assertThat(stored.get(0).time()).isEqualTo(NOW);
    assertThat(new String(stored.get(0).value(), UTF_8))
        .isEqualTo(
            "Return-Path: <>\r\nDelivered-To: a@x.example\r\nDelivered-To: b@x.example\r\n"
                + "Subject: x\r\n\r\n.dot\r\n");
  }

  @Test
  void asksToTryAgainWhatIsNotStored() throws Exception {
    isRefusing.set(true);
    assertThat(says(ENVELOPE + "DATA\r\nx\r\n.\r\n"))
        .endsWith("451 4.3.0 not stored, try again", "451 4.3.0 not stored, try again");
    assertThat(stored).isEmpty();
  }

  @Test
  void aMessageThatIsBroughtAgainIsStoredOnceThoughTheProcessHasBegunAnew() throws Exception {
    says(ENVELOPE + "DATA\r\nx\r\n.\r\n");
    seen.restore(positions);
    assertThat(says(ENVELOPE + "DATA\r\nx\r\n.\r\n")).endsWith("250 2.0.0 stored");
    says(ENVELOPE + "DATA\r\ny\r\n.\r\n");
    assertThat(stored).hasSize(2);
  }

  @Test
  void whatIsNotStoredIsNotTakenForKnown() throws Exception {
    isRefusing.set(true);
    says(ENVELOPE + "DATA\r\nx\r\n.\r\n");
    // The collector begins again from what is stored.
    seen.restore(positions);
    isRefusing.set(false);
    says(ENVELOPE + "DATA\r\nx\r\n.\r\n");
    assertThat(stored).hasSize(1);
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedForGood() throws Exception {
    String large = "x".repeat(90) + "\r\n";
    assertThat(says(ENVELOPE + "DATA\r\n" + large + large + large + ".\r\nNOOP\r\n"))
        .endsWith("552 5.3.4 larger than 200 bytes", "250 2.0.0 ok");
    assertThat(stored).isEmpty();
  }

  @Test
  void keepsTheOrderOfCommands() throws Exception {
    assertThat(
            says(
                "MAIL FROM:<>\r\nEHLO x\r\nLHLO x\r\nDATA\r\nRCPT TO:<a@x>\r\nMAIL FROM:<>\r\n"
                    + "RCPT TO:<>\r\nDATA\r\nBDAT 1\r\n"))
        .contains(
            "503 5.5.1 LHLO first",
            "500 5.5.1 this is LMTP: say LHLO",
            "503 5.5.1 MAIL first",
            "501 5.5.4 RCPT TO:<address>",
            "503 5.5.1 no recipients",
            "500 5.5.2 unknown command");
  }
}
