package dev.todoku.collect.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.todoku.collect.Entry;
import dev.todoku.collect.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
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
  private static final Path POSTFIX = Path.of("/usr/sbin/postfix");
  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: <(\\d+)@");

  @TempDir Path directory;
  private final SeenMails seen = new SeenMails();
  private final Inbox inbox = new Inbox("lmtp", 20, seen);
  private final ConcurrentLinkedQueue<String> stored = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private Thread storing;
  private LmtpServer server;
  private int smtpPort;
  private boolean isStarted;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.isExecutable(POSTFIX), "Postfix is not installed: not tried");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "Postfix is started by root: not tried");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    server = listen(0);
    smtpPort = freePort();
    configure();
    run("start");
    isStarted = true;
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
    if (isStarted) {
      run("stop");
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void eachMailIsStoredOnceThoughAnswersAreLostAndStoringFails() throws Exception {
    storing = new Thread(this::store, "storing");
    storing.start();
    try (Socket smtp = new Socket(InetAddress.getLoopbackAddress(), smtpPort)) {
      Conversation conversation = new Conversation(smtp);
      conversation.expect("220");
      conversation.say("EHLO test", "250");
      for (int i = 0; i < MAILS; i++) {
        conversation.say("MAIL FROM:<>", "250");
        conversation.say("RCPT TO:<b" + i + "@bounces.test>", "250");
        conversation.say("DATA", "354");
        conversation.say("Message-ID: <" + i + "@x>\r\nSubject: x\r\n\r\n..\r\n.", "250");
        if (i == MAILS / 2) {
          // The process dies: what is under way is not answered.
          int port = server.port();
          server.close();
          server = listen(port);
        }
      }
      conversation.say("QUIT", "221");
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> stored.size() >= MAILS && isQueueEmpty());
    assertThat(stored)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, MAILS).mapToObj(String::valueOf).toList());
  }

  /** Each seventh batch cannot be stored; of each fifth that is, the answer is lost. */
  private void store() {
    Map<String, byte[]> positions = new HashMap<>();
    for (int batch = 0; !isStopped.get(); ) {
      if (inbox.nextTime() == Source.NOTHING) {
        Thread.onSpinWait();
        continue;
      }
      Entry entry = inbox.take();
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

  private boolean isQueueEmpty() throws IOException {
    for (String queue : List.of("active", "deferred", "incoming", "maildrop")) {
      try (var files = Files.walk(directory.resolve("spool").resolve(queue))) {
        if (files.anyMatch(Files::isRegularFile)) {
          return false;
        }
      }
    }
    return true;
  }

  private void configure() throws IOException {
    Path etc = Files.createDirectories(directory.resolve("etc"));
    Files.createDirectories(directory.resolve("spool"));
    Path data = Files.createDirectories(directory.resolve("data"));
    UserPrincipal postfix =
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix");
    Files.setOwner(data, postfix);
    Files.writeString(
        etc.resolve("transport"), "bounces.test lmtp:inet:127.0.0.1:" + server.port());
    Files.writeString(
        etc.resolve("main.cf"),
        String.join(
            "\n",
            "compatibility_level = 3.6",
            "queue_directory = " + directory.resolve("spool"),
            "data_directory = " + data,
            "command_directory = /usr/sbin",
            "daemon_directory = /usr/lib/postfix/sbin",
            "mail_owner = postfix",
            "setgid_group = postdrop",
            "myhostname = mx.test",
            "mydestination =",
            "inet_interfaces = 127.0.0.1",
            "inet_protocols = ipv4",
            "mynetworks = 127.0.0.0/8",
            "alias_maps =",
            "relay_domains = bounces.test",
            "smtpd_relay_restrictions = permit_mynetworks, reject",
            "smtp_dns_support_level = disabled",
            "transport_maps = texthash:" + etc.resolve("transport"),
            "maillog_file = " + directory.resolve("mail.log"),
            "maillog_file_prefixes = " + directory.getParent() + ", /var",
            "minimal_backoff_time = 1s",
            "maximal_backoff_time = 2s",
            "queue_run_delay = 1s",
            // A destination is not given up for minutes because one mail was refused.
            "lmtp_destination_concurrency_failed_cohort_limit = 1000000",
            ""));
    StringBuilder services = new StringBuilder();
    services.append("127.0.0.1:" + smtpPort + " inet n - n - - smtpd\n");
    for (String service :
        List.of(
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "proxymap unix - - n - - proxymap",
            "smtp unix - - n - - smtp",
            "lmtp unix - - n - 10 lmtp",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "postlog unix-dgram n - n - 1 postlogd")) {
      services.append(service).append('\n');
    }
    Files.writeString(etc.resolve("master.cf"), services.toString());
  }

  private void run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(POSTFIX.toString(), "-c", directory.resolve("etc").toString(), command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("postfix-" + command).toFile())
            .start();
    assertThat(process.waitFor()).as(() -> command + ": " + said(command)).isZero();
  }

  private String said(String command) {
    try {
      return Files.readString(directory.resolve("postfix-" + command));
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The side of SMTP that sends. */
  private static final class Conversation {
    private final BufferedReader in;
    private final Writer out;

    Conversation(Socket socket) throws IOException {
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      out = new java.io.OutputStreamWriter(socket.getOutputStream(), UTF_8);
    }

    void say(String line, String code) throws IOException {
      out.write(line + "\r\n");
      out.flush();
      expect(code);
    }

    void expect(String code) throws IOException {
      String reply = in.readLine();
      while (reply != null && reply.startsWith(code + '-')) {
        reply = in.readLine();
      }
      assertThat(reply).startsWith(code);
    }
  }
}
