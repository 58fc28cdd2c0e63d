package dev.todoku.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a log as Postfix does, has it rotated, and delivers bounce messages; and knows what it has
 * written.
 */
final class MailServer implements Runnable {
  private static final int MAILS_BETWEEN_ROTATIONS = 300;
  private static final int MAILS_TO_A_BOUNCE = 10;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Path log;
  private final Path maildir;
  private final List<String> lines = new ArrayList<>();
  private final List<String> bounces = new ArrayList<>();
  private volatile boolean isStopped;
  private volatile int mails;

  MailServer(Path directory) throws IOException {
    log = directory.resolve("mail.log");
    maildir = directory.resolve("Maildir");
    for (String folder : List.of("new", "cur", "tmp")) {
      Files.createDirectories(maildir.resolve(folder));
    }
    Files.createFile(log);
  }

  Path log() {
    return log;
  }

  Path maildir() {
    return maildir;
  }

  @Override
  public void run() {
    try {
      OutputStream out = open();
      while (!isStopped) {
        mail(out, ++mails);
        if (mails % MAILS_TO_A_BOUNCE == 0) {
          bounce(mails);
        }
        if (mails % MAILS_BETWEEN_ROTATIONS == 0) {
          out = rotate(out);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    isStopped = true;
  }

  int mails() {
    return mails;
  }

  /** After {@link #run} has ended. */
  List<String> lines() {
    return lines;
  }

  /** Texts of the messages, after {@link #run} has ended. */
  List<String> bounces() {
    return bounces;
  }

  private void mail(OutputStream out, int number) throws IOException {
    String id = String.format("%010X", number);
    String now = Instant.now().toString().replace("Z", "+00:00") + " mx postfix/";
    List<String> written =
        List.of(
            now + "cleanup[9]: " + id + ": message-id=<m" + number + "@shop.example>",
            now + "qmgr[8]: " + id + ": from=<s@shop.example>, size=500, nrcpt=1 (queue active)",
            now
                + "smtp[7]: "
                + id
                + ": to=<u"
                + number
                + "@docomo.ne.jp>, relay=mail.docomo.ne.jp[203.0.113.9]:25, delay=0.1,"
                + " delays=0/0/0/0.1, dsn=2.0.0, status=sent (250 2.0.0 Ok)",
            now + "qmgr[8]: " + id + ": removed");
    lines.addAll(written);
    out.write((String.join("\n", written) + "\n").getBytes(UTF_8));
  }

  private void bounce(int number) throws IOException {
    String text =
        "Received: from mx by mx; "
            + java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC))
            + "\r\nMessage-ID: <b"
            + number
            + "@mx>\r\nSubject: hello\r\n\r\nno bounce\r\n";
    bounces.add(text);
    Path unfinished = maildir.resolve("tmp/" + number);
    Files.writeString(unfinished, text);
    Path delivered = maildir.resolve("new/" + number);
    Files.move(unfinished, delivered, StandardCopyOption.ATOMIC_MOVE);
    if (number % 3 == 0) {
      Files.move(delivered, maildir.resolve("cur/" + number + ":2,S"));
    }
  }

  private OutputStream rotate(OutputStream out) throws IOException {
    int rotation = mails / MAILS_BETWEEN_ROTATIONS;
    Path back = log.resolveSibling("mail.log-" + (20261100 + rotation));
    if (rotation % 3 == 0) {
      Files.copy(log, back, StandardCopyOption.COPY_ATTRIBUTES);
      Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING).close();
      return out;
    }
    Files.move(log, back);
    out.close();
    OutputStream next = open();
    if (rotation % 3 == 1) {
      try (OutputStream packed =
          new GZIPOutputStream(
              Files.newOutputStream(log.resolveSibling(back.getFileName() + ".gz")))) {
        Files.copy(back, packed);
      }
      Files.delete(back);
    }
    return next;
  }

  private OutputStream open() throws IOException {
    return Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
