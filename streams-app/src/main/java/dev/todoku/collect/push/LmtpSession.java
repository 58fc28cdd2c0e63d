package dev.todoku.collect.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.EntryType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a mail server that delivers by LMTP (RFC 2033). A recipient is answered when
 * the message is stored, not before: what is not answered is the mail server's, which tries again.
 */
final class LmtpSession {
  /** RFC 5321 section 4.5.3.1.4, with room for the parameters of extensions. */
  private static final int LONGEST_COMMAND = 2_048;

  private static final int MOST_RECIPIENTS = 1_000;

  /** A mail server waits for ten minutes (RFC 5321 section 4.5.3.2.6). */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Pattern PATH = Pattern.compile("(?i)(FROM|TO):\\s*<([^>\\p{Cntrl}]*)>.*");
  private static final String NEED_MAIL = "503 5.5.1 MAIL first";

  private final Inbox inbox;
  private final Messages messages;
  private final int maxLength;
  private final String hostName;
  private final InstantSource clock;
  private final WireLines lines;
  private final OutputStream out;
  private @Nullable String sender;
  private final List<String> recipients = new ArrayList<>();
  private boolean isGreeted;

  /** Makes an entry of a message. */
  interface Messages {
    /** When it came, in milliseconds since 1970; {@code now} when it does not say. */
    long time(byte[] message, long now);
  }

  LmtpSession(
      Inbox inbox,
      Messages messages,
      int maxLength,
      String hostName,
      InstantSource clock,
      InputStream in,
      OutputStream out) {
    this.inbox = inbox;
    this.messages = messages;
    this.maxLength = maxLength;
    this.hostName = hostName;
    this.clock = clock;
    this.lines = new WireLines(new BufferedInputStream(in));
    this.out = out;
  }

  /** Answers until the mail server is done. */
  void run() throws IOException, InterruptedException {
    reply("220 " + hostName + " LMTP Todoku");
    for (byte[] line = next(); line != null; line = next()) {
      if (line.length > LONGEST_COMMAND) {
        reply("500 5.5.2 line too long");
        continue;
      }
      String command = new String(line, UTF_8);
      int blank = command.indexOf(' ');
      String verb = (blank < 0 ? command : command.substring(0, blank)).toUpperCase(Locale.ROOT);
      String argument = blank < 0 ? "" : command.substring(blank + 1).strip();
      if (verb.equals("QUIT")) {
        reply("221 2.0.0 bye");
        return;
      }
      answer(verb, argument);
    }
  }

  private byte @Nullable [] next() throws IOException {
    return lines.next(LONGEST_COMMAND);
  }

  private void answer(String verb, String argument) throws IOException, InterruptedException {
    switch (verb) {
      case "LHLO" -> greet();
      case "MAIL" -> mail(argument);
      case "RCPT" -> recipient(argument);
      case "DATA" -> data();
      case "RSET" -> {
        reset();
        reply("250 2.0.0 ok");
      }
      case "NOOP" -> reply("250 2.0.0 ok");
      case "VRFY" -> reply("252 2.0.0 cannot verify, takes everything");
      case "HELO", "EHLO" -> reply("500 5.5.1 this is LMTP: say LHLO");
      default -> reply("500 5.5.2 unknown command");
    }
  }

  private void greet() throws IOException {
    isGreeted = true;
    reset();
    reply(
        "250-" + hostName,
        "250-PIPELINING",
        "250-ENHANCEDSTATUSCODES",
        "250-8BITMIME",
        "250-SMTPUTF8",
        "250 SIZE " + maxLength);
  }

  private void mail(String argument) throws IOException {
    Matcher path = PATH.matcher(argument);
    if (!isGreeted || sender != null) {
      reply("503 5.5.1 " + (isGreeted ? "one MAIL at a time" : "LHLO first"));
    } else if (!path.matches()) {
      reply("501 5.5.4 MAIL FROM:<address>");
    } else {
      sender = path.group(2);
      reply("250 2.1.0 ok");
    }
  }

  private void recipient(String argument) throws IOException {
    Matcher path = PATH.matcher(argument);
    if (sender == null) {
      reply(NEED_MAIL);
    } else if (!path.matches() || path.group(2).isEmpty()) {
      reply("501 5.5.4 RCPT TO:<address>");
    } else if (recipients.size() == MOST_RECIPIENTS) {
      reply("452 4.5.3 too many recipients");
    } else {
      recipients.add(path.group(2));
      reply("250 2.1.5 ok");
    }
  }

  private void data() throws IOException, InterruptedException {
    if (recipients.isEmpty()) {
      reply(sender == null ? NEED_MAIL : "503 5.5.1 no recipients");
      return;
    }
    reply("354 end with a dot");
    byte[] message = message();
    String answer =
        message == null
            ? "552 5.3.4 larger than " + maxLength + " bytes"
            : store(message) ? "250 2.0.0 stored" : "451 4.3.0 not stored, try again";
    reply(recipients.stream().map(unused -> answer).toArray(String[]::new));
    reset();
  }

  /** Null when it is too large. */
  private byte @Nullable [] message() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream(8 * 1024);
    boolean isTooLarge = false;
    for (byte[] line = lines.next(maxLength); ; line = lines.next(maxLength)) {
      if (line == null) {
        throw new IOException("the connection broke within a message");
      }
      if (line.length == 1 && line[0] == '.') {
        return isTooLarge ? null : message.toByteArray();
      }
      int from = line.length > 0 && line[0] == '.' ? 1 : 0;
      isTooLarge |= message.size() + line.length > maxLength;
      if (!isTooLarge) {
        message.write(line, from, line.length - from);
        message.write('\r');
        message.write('\n');
      }
    }
  }

  private boolean store(byte[] message) throws InterruptedException {
    long now = clock.millis();
    String key = recipients.get(0);
    CollectedEntry entry =
        new CollectedEntry(EntryType.BOUNCE, key, delivered(message), messages.time(message, now));
    CompletableFuture<Void> stored = inbox.offer(entry, now, PATIENCE.toMillis());
    if (stored == null) {
      return false;
    }
    try {
      stored.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException notStored) {
      return false;
    }
  }

  /** With what a final delivery adds (RFC 5321 section 4.4), from which bounces are matched. */
  private byte[] delivered(byte[] message) {
    StringBuilder header = new StringBuilder("Return-Path: <").append(sender).append(">\r\n");
    recipients.forEach(to -> header.append("Delivered-To: ").append(to).append("\r\n"));
    byte[] added = header.toString().getBytes(UTF_8);
    byte[] all = new byte[added.length + message.length];
    System.arraycopy(added, 0, all, 0, added.length);
    System.arraycopy(message, 0, all, added.length, message.length);
    return all;
  }

  private void reset() {
    sender = null;
    recipients.clear();
  }

  private void reply(String... replies) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : replies) {
      text.append(line).append("\r\n");
    }
    out.write(text.toString().getBytes(UTF_8));
    out.flush();
  }
}
