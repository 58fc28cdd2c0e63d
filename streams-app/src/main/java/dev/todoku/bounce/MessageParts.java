package dev.todoku.bounce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * The parts of a message that may tell of a failure, found in any order, at any depth and under any
 * multipart type.
 */
final class MessageParts {
  /** Every level is one more reader on the call stack. */
  private static final int MAX_DEPTH = 10;

  /** Far above genuine mail; what comes after them is not looked at. */
  private static final int MAX_PARTS = 200;

  /** Of one part. What a mail server has to say stands at the beginning. */
  private static final int MAX_BYTES = 128 * 1024;

  private Fields header = new Fields();
  private final List<Fields> statuses = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private Fields feedback = Fields.NONE;
  private Fields original = Fields.NONE;

  private final boolean isForwarded;
  private byte[] forwarded;

  private MessageParts(boolean isForwarded) {
    this.isForwarded = isForwarded;
  }

  /**
   * Reads {@code message}.
   *
   * @throws MimeException when its header goes beyond {@link Fields#LIMITS}, or its parts are
   *     nested too deep before any of them was understood
   */
  static MessageParts read(byte[] message) throws IOException, MimeException {
    MessageParts parts = new MessageParts(false);
    parts.readAll(message);
    parts.takeForwarded();
    return parts;
  }

  private void readAll(byte[] message) throws IOException, MimeException {
    MimeTokenStream tokens = new MimeTokenStream(Fields.LIMITS);
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(new ByteArrayInputStream(message));
    readHeader(tokens);
    try {
      readBody(tokens);
    } catch (IOException | MimeException broken) {
      if (!hasContent()) {
        throw broken;
      }
    }
    if (!hasContent()) {
      plain.append(bodyOf(message));
    }
  }

  /** What follows the header, as it stands: the parts cannot be told where a boundary is wrong. */
  private static String bodyOf(byte[] message) {
    int at = 0;
    while (at + 1 < message.length && !isEmptyLine(message, at)) {
      at++;
    }
    int to = Math.min(message.length, at + MAX_BYTES);
    return Charsets.decode(Arrays.copyOfRange(message, Math.min(at, to), to), null);
  }

  private static boolean isEmptyLine(byte[] message, int at) {
    return message[at] == '\n'
        && (message[at + 1] == '\n'
            || (message[at + 1] == '\r' && at + 2 < message.length && message[at + 2] == '\n'));
  }

  private boolean hasContent() {
    return !statuses.isEmpty() || feedback != Fields.NONE || plain.length() + html.length() > 0;
  }

  private void readHeader(MimeTokenStream tokens) throws IOException, MimeException {
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_HEADER && state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      if (state == EntityState.T_FIELD) {
        header.add(tokens.getField());
      }
    }
  }

  private void readBody(MimeTokenStream tokens) throws IOException, MimeException {
    int depth = 0;
    int parts = 0;
    Fields ofPart = Fields.NONE;
    for (EntityState state = tokens.next();
        state != EntityState.T_END_OF_STREAM && parts < MAX_PARTS;
        state = tokens.next()) {
      if (state == EntityState.T_START_MULTIPART && ++depth > MAX_DEPTH) {
        throw new MimeException("parts are nested deeper than " + MAX_DEPTH);
      } else if (state == EntityState.T_END_MULTIPART) {
        depth--;
      } else if (state == EntityState.T_START_HEADER) {
        ofPart = new Fields();
      } else if (state == EntityState.T_FIELD) {
        ofPart.add(tokens.getField());
      } else if (state == EntityState.T_END_HEADER) {
        keepIfOriginal(ofPart);
      } else if (state == EntityState.T_BODY) {
        parts++;
        if (!ofPart.isOfMessage()) {
          readPart(tokens);
        }
      }
    }
  }

  /** Some servers return the original without a header of its own around it. */
  private void keepIfOriginal(Fields block) {
    if (original == Fields.NONE && block.isOfMessage()) {
      original = block;
    }
  }

  private void readPart(MimeTokenStream tokens) throws IOException {
    String type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
    String charset = tokens.getBodyDescriptor().getCharset();
    if (type.endsWith("delivery-status")) {
      List<Fields> blocks = Fields.blocks(text(tokens, charset));
      blocks.forEach(this::keepIfOriginal);
      blocks.stream().filter(block -> !block.isOfMessage()).forEach(statuses::add);
    } else if (type.equals("message/feedback-report")) {
      feedback = Fields.of(text(tokens, charset));
    } else if (isMessage(type)) {
      readMessage(tokens, charset);
    } else if (type.equals("text/html")) {
      append(html, text(tokens, charset));
    } else if (type.startsWith("text/") || type.startsWith("multipart/")) {
      append(plain, text(tokens, charset));
    }
  }

  /** The original; or a bounce message that somebody forwarded. */
  private void readMessage(MimeTokenStream tokens, String charset) throws IOException {
    byte[] message = bytes(tokens);
    Fields found = Fields.of(Charsets.decode(message, charset));
    if (!isForwarded && Phrase.in(found.first("From"), Phrase.Kind.BOUNCE_AUTHOR)) {
      forwarded = message;
    }
    original = original == Fields.NONE ? found : original;
  }

  /** Where the message itself has no status, that of a bounce message which it carries. */
  private void takeForwarded() throws IOException, MimeException {
    if (forwarded == null || !statuses.isEmpty()) {
      return;
    }
    MessageParts inner = new MessageParts(true);
    inner.readAll(forwarded);
    if (!inner.statuses.isEmpty()) {
      statuses.addAll(inner.statuses);
      original = inner.original;
      plain.append("\n\n").append(inner.text());
    }
  }

  private static boolean isMessage(String type) {
    return type.contains("rfc822")
        || type.startsWith("message/global")
        || type.equals("message/partial");
  }

  private static void append(StringBuilder texts, String text) {
    if (texts.length() < MAX_BYTES) {
      texts.append(texts.length() == 0 ? "" : "\n\n").append(text);
    }
  }

  private static String text(MimeTokenStream tokens, String charset) throws IOException {
    return Charsets.decode(bytes(tokens), charset);
  }

  private static byte[] bytes(MimeTokenStream tokens) throws IOException {
    try (InputStream in = tokens.getDecodedInputStream()) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /** The message's own header. */
  Fields header() {
    return header;
  }

  /** The blocks of its delivery status: one of the message, one of each recipient. */
  List<Fields> statuses() {
    return statuses;
  }

  /** The fields of its feedback report (RFC 5965), {@link Fields#NONE} when it is none. */
  Fields feedback() {
    return feedback;
  }

  /** The header of the returned original, {@link Fields#NONE} when no part is one. */
  Fields original() {
    return original;
  }

  /** What it says to a person, one part after the other. */
  String text() {
    return plain.toString().isBlank() ? Html.text(html.toString()) : plain.toString();
  }
}
