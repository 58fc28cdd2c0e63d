package dev.todoku.collect.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.todoku.cli.base.MessageTime;
import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real IMAP server in this process. */
class ImapMailboxTest {
  private static final int LARGEST = 4_000;
  private static final long MINUTE = 60_000;

  @TempDir private Path directory;

  private final GreenMail server = new GreenMail(new ServerSetup(0, null, "imap"));
  private final Map<String, byte[]> stored = new HashMap<>();
  private GreenMailUser user;
  private Path password;
  private long now = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

  @BeforeEach
  void start() throws IOException {
    server.start();
    user = server.setUser("bounces@shop.example", "bounces", "secret");
    password = Files.writeString(directory.resolve("password"), "secret\n");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void eachMessageIsGivenOnceInItsOrder() throws Exception {
    deliver("first", "");
    deliver("second", "");
    try (ImapMailbox mailbox = open()) {
      assertThat(subjects(mailbox)).containsExactly("first", "second");
      deliver("third", "");
      await().untilAsserted(() -> assertThat(subjects(mailbox)).containsExactly("third"));
      assertThat(subjects(mailbox)).isEmpty();
    }
    deliver("fourth", "");
    try (ImapMailbox mailbox = open()) {
      assertThat(subjects(mailbox)).containsExactly("fourth");
    }
  }

  @Test
  void whatWasTakenAndNotStoredIsGivenAgain() throws Exception {
    deliver("first", "");
    try (ImapMailbox mailbox = open()) {
      mailbox.poll(now);
      assertThat(mailbox.take()).isNotNull();
    }
    try (ImapMailbox mailbox = open()) {
      assertThat(subjects(mailbox)).containsExactly("first");
    }
  }

  @Test
  void manyMessagesAreReadOnWithoutAPause() throws Exception {
    for (int i = 0; i < 45; i++) {
      deliver("m" + i, "");
    }
    try (ImapMailbox mailbox = open()) {
      List<String> subjects = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        mailbox.poll(now);
        subjects.addAll(take(mailbox));
      }
      assertThat(subjects).hasSize(45).doesNotHaveDuplicates().startsWith("m0").endsWith("m44");
    }
  }

  @Test
  void nothingInTheMailboxIsChanged() throws Exception {
    deliver("first", "");
    try (ImapMailbox mailbox = open()) {
      assertThat(subjects(mailbox)).hasSize(1);
    }
    assertThat(folder().getMessages().get(0).getFlags().contains(Flags.Flag.SEEN)).isFalse();
  }

  @Test
  void theTimeIsThatOfTheHeaderAndTheBytesAreAsTheyCame() throws Exception {
    deliver("first", "body");
    try (ImapMailbox mailbox = open()) {
      mailbox.poll(now);
      CollectedEntry entry = mailbox.take();
      assertThat(entry.time()).isEqualTo(Instant.parse("2026-06-01T11:00:00Z").toEpochMilli());
      assertThat(new String(entry.value(), StandardCharsets.US_ASCII))
          .contains("Subject: first\r\n")
          .endsWith("body\r\n");
    }
  }

  @Test
  void aMessageThatIsTooLongIsCountedAndLeftOut() throws Exception {
    deliver("long", "x".repeat(900).concat("\r\n").repeat(6));
    deliver("short", "");
    try (ImapMailbox mailbox = open()) {
      assertThat(subjects(mailbox)).containsExactly("short");
      assertThat(mailbox.status().tooLong()).isEqualTo(1);
    }
  }

  @Test
  void aLoginThatFailsIsReportedAndTriedAgainWithWhatTheFileHoldsThen() throws Exception {
    deliver("first", "");
    try (ImapMailbox mailbox = open()) {
      assertThat(subjects(mailbox)).containsExactly("first");
      Files.writeString(password, "wrong");
      try (ImapMailbox other = open()) {
        assertThatThrownBy(() -> other.poll(now)).isInstanceOf(IOException.class);
        Files.writeString(password, "secret");
        deliver("second", "");
        now += MINUTE;
        assertThat(subjects(other)).containsExactly("second");
      }
    }
  }

  @Test
  void addressesOfMailboxes() {
    ImapAccount account =
        ImapAccount.of("imaps://bounces%40shop.example@imap.shop.example/Bounces", password, false);
    assertThat(account.user()).isEqualTo("bounces@shop.example");
    assertThat(account.folder()).isEqualTo("Bounces");
    assertThat(account.port()).isEqualTo(993);
    assertThat(ImapAccount.of("imap://b@localhost", password, false).folder()).isEqualTo("INBOX");
    for (String wrong :
        List.of("imap.shop.example", "http://b@h/", "imaps://h/", "imaps://b:secret@h/")) {
      assertThatThrownBy(() -> ImapAccount.of(wrong, password, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("imaps://USER@HOST/FOLDER");
    }
  }

  private ImapMailbox open() {
    ImapAccount account =
        ImapAccount.of(
            "imap://bounces@127.0.0.1:" + server.getImap().getPort() + "/INBOX", password, false);
    return new ImapMailbox(account, stored, MessageTime::of, LARGEST, Runnable::run);
  }

  private List<String> subjects(ImapMailbox mailbox) throws IOException {
    now += MINUTE;
    mailbox.poll(now);
    List<String> subjects = take(mailbox);
    stored.putAll(mailbox.changedPositions());
    return subjects;
  }

  private static List<String> take(ImapMailbox mailbox) {
    List<String> subjects = new ArrayList<>();
    while (mailbox.nextTime() != CollectorSource.NOTHING) {
      CollectedEntry entry = mailbox.take();
      if (entry != null) {
        String text = new String(entry.value(), StandardCharsets.US_ASCII);
        int subject = text.indexOf("Subject: ") + "Subject: ".length();
        subjects.add(text.substring(subject, text.indexOf('\r', subject)));
      }
    }
    return subjects;
  }

  private void deliver(String subject, String body) throws MessagingException {
    String message =
        "Received: from mx by mx; Mon, 1 Jun 2026 11:00:00 +0000\r\n"
            + "From: MAILER-DAEMON@mx.example\r\nSubject: "
            + subject
            + "\r\n\r\n"
            + body
            + "\r\n";
    user.deliver(
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII))));
  }

  private MailFolder folder() throws FolderException {
    ImapHostManager host = server.getManagers().getImapHostManager();
    return host.getInbox(user);
  }
}
