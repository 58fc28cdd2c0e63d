package dev.todoku.collect.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.smtp.RealPostfix;
import dev.todoku.smtp.SmtpClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A genuine Postfix delivers into the LMTP server, which cannot store everything at once. */
@Timeout(300)
class PostfixDeliversTest {
  private static final int MAILS = Integer.getInteger("todoku.lmtp.mails", 300);
  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: <(\\d+)@");

  @TempDir Path directory;
  private final SeenMails seen = new SeenMails();
  private final Inbox inbox = new Inbox("lmtp", 20, seen);
  private final ConcurrentLinkedQueue<String> stored = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private Thread storing;
  private LmtpServer server;
  private RealPostfix postfix;

  @BeforeEach
  void start() throws Exception {
    postfix =
        new RealPostfix(directory, "mx.test")
            // A destination is not given up for minutes because one mail was refused.
            .with("lmtp_destination_concurrency_failed_cohort_limit = 1000000");
    server = listen(0);
    postfix.start("bounces.test lmtp:inet:127.0.0.1:" + server.port());
  }

  private LmtpServer listen(int port) {
    return LmtpServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        inbox,
        message -> OptionalLong.empty(),
        1_000_000,
        "todoku.test");
  }

  @AfterEach
  void stop() throws Exception {
    isStopped.set(true);
    if (storing != null) {
      storing.join();
    }
    if (postfix != null) {
      postfix.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void eachMailIsStoredOnceThoughAnswersAreLostAndStoringFails() throws Exception {
    storing = new Thread(this::store, "storing");
    storing.start();
    try (SmtpClient smtp = new SmtpClient(postfix.address())) {
      for (int i = 0; i < MAILS; i++) {
        smtp.send(
            "",
            List.of("b" + i + "@bounces.test"),
            "Message-ID: <" + i + "@x>\r\nSubject: x\r\n\r\n..");
        if (i == MAILS / 2) {
          // The process dies: what is under way is not answered.
          int port = server.port();
          server.close();
          server = listen(port);
        }
      }
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> stored.size() >= MAILS && postfix.queued() == 0);
    assertThat(stored)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, MAILS).mapToObj(String::valueOf).toList());
  }

  /** Each seventh batch cannot be stored; of each fifth that is, the answer is lost. */
  private void store() {
    Map<String, byte[]> positions = new HashMap<>();
    for (int batch = 0; !isStopped.get(); ) {
      if (inbox.nextTime() == CollectorSource.NOTHING) {
        Thread.onSpinWait();
        continue;
      }
      CollectedEntry entry = inbox.take();
      batch++;
      if (batch % 7 == 0) {
        inbox.failed();
        seen.restore(positions);
        continue;
      }
      positions.putAll(inbox.changedPositions());
      if (entry != null) {
        Matcher id = MESSAGE_ID.matcher(new String(entry.value(), UTF_8));
        assertThat(id.find()).isTrue();
        stored.add(id.group(1));
      }
      if (batch % 5 == 0) {
        inbox.failed();
      } else {
        inbox.committed();
      }
    }
  }
}
