package dev.todoku.collect.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.todoku.cli.base.MessageTime;
import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against Dovecot, where it is installed; as a process of its own with directories of its own. How
 * many messages: {@code -Dtodoku.imap.mails=10000}.
 */
class DovecotTest {
  private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");
  private static final int LARGEST = 1024 * 1024;
  private static final int MESSAGES = Integer.getInteger("todoku.imap.mails", 400);
  private static final Duration SOON = Duration.ofSeconds(30 + MESSAGES / 20);
  private static final String USER = "vmail";

  @TempDir private Path directory;

  private final Map<String, byte[]> stored = new HashMap<>();
  private Process dovecot;
  private Path arrived;
  private int port;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isExecutable(DOVECOT), "Dovecot is not installed");
    assumeTrue("root".equals(System.getProperty("user.name")), "Dovecot starts as root");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    arrived = Files.createDirectories(directory.resolve("mail/new"));
    Files.createDirectories(directory.resolve("mail/cur"));
    Files.createDirectories(directory.resolve("mail/tmp"));
    Path configuration =
        Files.writeString(
            directory.resolve("dovecot.conf"),
            """
            protocols = imap
            listen = 127.0.0.1
            base_dir = %1$s/run
            log_path = %1$s/log
            ssl = no
            disable_plaintext_auth = no
            mail_location = maildir:%1$s/mail
            first_valid_uid = 0
            passdb {
              driver = static
              args = password=secret
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=%1$s
            }
            service imap-login {
              inet_listener imap {
                port = %2$d
              }
              inet_listener imaps {
                port = 0
              }
            }
            """
                .formatted(directory, port));
    dovecot =
        new ProcessBuilder(DOVECOT.toString(), "-F", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    await().atMost(SOON).until(this::answers);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (dovecot != null) {
      dovecot.destroy();
      dovecot.waitFor(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void eachMessageIsGivenOnceAlsoToOneWhoComesLater() throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      deliver(i);
    }
    letDovecotWrite();
    Set<String> given = new HashSet<>();
    try (ImapMailbox mailbox = open()) {
      await().atMost(SOON).until(() -> read(mailbox, given) > 0);
    }
    int before = given.size();
    try (ImapMailbox mailbox = open()) {
      await()
          .atMost(SOON)
          .until(
              () -> {
                read(mailbox, given);
                return given.size() == MESSAGES;
              });
      deliver(MESSAGES);
      await()
          .atMost(SOON)
          .until(
              () -> {
                read(mailbox, given);
                return given.size() == MESSAGES + 1;
              });
    }
    assertThat(before).isBetween(1, MESSAGES - 1);
  }

  @Test
  void theServerSaysWhenAMessageComes() throws IOException {
    letDovecotWrite();
    Set<String> given = new HashSet<>();
    long began = System.currentTimeMillis();
    try (ImapMailbox mailbox = open()) {
      // It waits once the first look has found nothing.
      await()
          .atMost(SOON)
          .until(
              () -> {
                mailbox.poll(began);
                return mailbox.isIdle();
              });
      deliver(1);
      // By this clock ten seconds never pass.
      await()
          .atMost(SOON)
          .until(
              () -> {
                mailbox.poll(began + 2_000);
                return mailbox.nextTime() != CollectorSource.NOTHING;
              });
      read(mailbox, given);
    }
    assertThat(given).singleElement().asString().contains("bounce 1");
  }

  /** It moves messages and keeps indexes as another user. */
  private void letDovecotWrite() throws IOException {
    for (String folder : List.of("mail", "mail/new", "mail/cur", "mail/tmp")) {
      Files.setPosixFilePermissions(
          directory.resolve(folder), PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  /** Adds what is new, and fails when it was given before. */
  private int read(ImapMailbox mailbox, Set<String> given) throws IOException {
    mailbox.poll(System.currentTimeMillis() + given.size() * 60_000L);
    int read = 0;
    while (mailbox.nextTime() != CollectorSource.NOTHING) {
      CollectedEntry entry = mailbox.take();
      assertThat(given.add(new String(entry.value(), StandardCharsets.US_ASCII))).isTrue();
      read++;
    }
    stored.putAll(mailbox.changedPositions());
    return read;
  }

  private ImapMailbox open() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "secret");
    String url = "imap://" + USER + "@127.0.0.1:" + port + "/INBOX";
    return new ImapMailbox(ImapAccount.of(url, password, false), stored, MessageTime::of, LARGEST);
  }

  private void deliver(int number) throws IOException {
    Path file = arrived.resolve("1780272000." + number + ".mx");
    Files.write(
        file,
        List.of(
            "Date: Mon, 1 Jun 2026 11:00:00 +0000",
            "From: MAILER-DAEMON@mx.example",
            "Subject: bounce " + number,
            "",
            "text"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == '*';
    } catch (IOException notYet) {
      return false;
    }
  }
}
