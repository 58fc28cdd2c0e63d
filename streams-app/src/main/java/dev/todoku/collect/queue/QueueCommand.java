package dev.todoku.collect.queue;

import dev.todoku.wire.QueueSnapshot;
import dev.todoku.wire.WaitingMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The command that lists a queue.
 *
 * @param words it and its arguments; one with {@code exim} in its name lists as Exim does
 */
public record QueueCommand(List<String> words) {
  /** Where Debian, Red Hat and the BSDs have them. */
  private static final List<List<String>> USUAL =
      List.of(
          List.of("/usr/sbin/postqueue", "-j"),
          List.of("/usr/local/sbin/postqueue", "-j"),
          List.of("/usr/sbin/exim4", "-bp"),
          List.of("/usr/sbin/exim", "-bp"),
          List.of("/usr/local/sbin/exim", "-bp"));

  private static final long PATIENCE_SECONDS = 50;

  /** A snapshot is one record, of which Kafka takes a megabyte. */
  private static final int MOST_CHARACTERS = 300_000;

  /** What a mail needs beside its texts. */
  private static final int BESIDE_TEXTS = 20;

  /** Reasons are longer than what matters of them. */
  private static final int LONGEST_REASON = 300;

  public QueueCommand {
    words = List.copyOf(words);
  }

  /** That of the server of this machine; empty when there is none that is known. */
  public static Optional<QueueCommand> ofThisMachine() {
    return USUAL.stream()
        .filter(words -> Files.isExecutable(Path.of(words.get(0))))
        .findFirst()
        .map(QueueCommand::new);
  }

  /**
   * Runs it.
   *
   * @param host the server
   * @param now wall clock, milliseconds since 1970
   * @throws IOException when it cannot be run, fails or takes too long
   */
  QueueSnapshot run(String host, long now) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread guard = guard(process);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      QueueSnapshot snapshot = read(lines, host, now);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(words.get(0) + " ended with " + code);
      }
      return snapshot;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
      guard.interrupt();
    }
  }

  /** Ends what hangs, which ends the reading of it, too. */
  private static Thread guard(Process process) {
    Thread guard =
        new Thread(
            () -> {
              try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
              }
            },
            "queue-guard");
    guard.setDaemon(true);
    guard.start();
    return guard;
  }

  /** What a listing says, of which no more is kept than one record can hold. */
  QueueSnapshot read(BufferedReader lines, String host, long now) throws IOException {
    boolean isExim = words.stream().anyMatch(word -> word.contains("exim"));
    QueueListing listing = isExim ? new EximListing(now) : new PostqueueListing();
    List<WaitingMail> mails = new ArrayList<>();
    int characters = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      for (WaitingMail mail : listing.line(line)) {
        WaitingMail kept = withShortReason(mail);
        characters += size(kept);
        if (characters <= MOST_CHARACTERS) {
          mails.add(kept);
        }
      }
    }
    boolean isWhole = characters <= MOST_CHARACTERS;
    return new QueueSnapshot(host, now, listing.messages(), mails, isWhole, List.of());
  }

  private static WaitingMail withShortReason(WaitingMail mail) {
    return mail.why() == null || mail.why().length() <= LONGEST_REASON
        ? mail
        : new WaitingMail(
            mail.queueId(),
            mail.recipient(),
            mail.isOnHold(),
            mail.since(),
            mail.why().substring(0, LONGEST_REASON));
  }

  private static int size(WaitingMail mail) {
    int why = mail.why() == null ? 0 : mail.why().length();
    return mail.queueId().length() + mail.recipient().length() + why + BESIDE_TEXTS;
  }
}
