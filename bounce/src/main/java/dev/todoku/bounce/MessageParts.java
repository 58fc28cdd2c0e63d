package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a message that may describe a failure, found in any order, at any depth and under
 * any multipart type.
 */
final class MessageParts {
  /** Every level is one more reader on the call stack. */
  private static final int MAX_DEPTH = 10;

  /** Far above genuine mail; what comes after them is not looked at. */
  private static final int MAX_PARTS = 200;

  /** Of files; a report on a domain is the only one of its message. */
  private static final int MAX_FILES = 3;

  /** Of all texts; the last one may go beyond. */
  private static final int MAX_TEXT = 128 * 1024;

  private Fields header = Fields.NONE;
  private final List<Fields> statuses = new ArrayList<>();
  private String plain = "";

  /** Pages beside the texts: read where there is no text. */
  private final List<Part> pages = new ArrayList<>();

  /** Parts that may be reports on a domain, as they stand. */
  private final List<Part> files = new ArrayList<>();

  private Fields feedback = Fields.NONE;
  private Fields original = Fields.NONE;

  /** Bodies looked at. */
  private int count;

  private @Nullable String text;

  private final boolean isForwarded;
  private @Nullable Part forwarded;

  private MessageParts(boolean isForwarded) {
    this.isForwarded = isForwarded;
  }

  /**
   * Reads {@code message}.
   *
   * @throws BrokenMessage when its header is longer than any genuine one, or its parts are nested
   *     too deep before any of them was understood
   */
  static MessageParts read(byte[] message) throws BrokenMessage {
    MessageParts parts = new MessageParts(false);
    parts.readAll(Part.message(message));
    parts.takeForwarded();
    return parts;
  }

  private void readAll(Part message) throws BrokenMessage {
    header = message.header();
    try {
      if (message.type().isMultipart()) {
        readParts(message, 1);
      } else {
        readBody(message);
      }
    } catch (BrokenMessage broken) {
      if (!hasContent()) {
        throw broken;
      }
    }
    if (!hasContent()) {
      // As it stands: the parts cannot be found where a boundary is wrong.
      plain = message.rawText();
    }
  }

  private boolean hasContent() {
    return !statuses.isEmpty() || feedback != Fields.NONE || !plain.isEmpty() || !pages.isEmpty();
  }

  private void readParts(Part multipart, int depth) throws BrokenMessage {
    if (depth > MAX_DEPTH) {
      throw new BrokenMessage("parts are nested deeper than " + MAX_DEPTH);
    }
    for (Part part : multipart.parts(MAX_PARTS - count)) {
      boolean isOriginal = part.header().isOfMessage();
      if (isOriginal) {
        keepAsOriginal(part.header());
      }
      if (part.type().isMultipart()) {
        readParts(part, depth + 1);
      } else if (count++ < MAX_PARTS && !isOriginal) {
        readBody(part);
      }
    }
  }

  /** Some servers return the original without a header of its own around it. */
  private void keepAsOriginal(Fields header) {
    original = original == Fields.NONE ? header : original;
  }

  private void readBody(Part part) throws BrokenMessage {
    String type = part.type().type();
    if ((type.startsWith("application/") || type.equals("text/xml")) && files.size() < MAX_FILES) {
      files.add(part);
    }
    if (type.endsWith("delivery-status")) {
      for (Fields block : Fields.blocks(part.text())) {
        if (block.isOfMessage()) {
          keepAsOriginal(block);
        } else {
          statuses.add(block);
        }
      }
    } else if (type.equals("message/feedback-report")) {
      feedback = Fields.firstBlock(part.text());
    } else if (isMessage(type)) {
      readMessage(part.content());
    } else if (type.equals("text/html")) {
      pages.add(part);
    } else if (type.startsWith("text/")) {
      plain = joined(plain, part.text());
    }
  }

  /** The original; or a bounce message that somebody forwarded. */
  private void readMessage(Part message) {
    if (!isForwarded && Phrase.in(message.header().first("From"), Phrase.Kind.BOUNCE_AUTHOR)) {
      forwarded = message;
    }
    keepAsOriginal(message.header());
  }

  /** Where the message itself has no status, that of a bounce message which it carries. */
  private void takeForwarded() throws BrokenMessage {
    if (forwarded == null || !statuses.isEmpty()) {
      return;
    }
    MessageParts inner = new MessageParts(true);
    inner.readAll(forwarded);
    if (!inner.statuses.isEmpty()) {
      statuses.addAll(inner.statuses);
      original = inner.original;
      plain = plain + "\n\n" + inner.text();
    }
  }

  private static boolean isMessage(String type) {
    return type.contains("rfc822")
        || type.startsWith("message/global")
        || type.equals("message/partial");
  }

  private String textOfPages() {
    String html = "";
    for (Part page : pages) {
      html = joined(html, page.text());
    }
    return Html.text(html);
  }

  private static String joined(String texts, String text) {
    if (texts.isEmpty() || texts.length() >= MAX_TEXT) {
      return texts.isEmpty() ? text : texts;
    }
    return texts + "\n\n" + text;
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

  /** The parts that are neither texts nor messages, the first few. */
  List<Part> files() {
    return files;
  }

  /** The header of the returned original, {@link Fields#NONE} when no part is one. */
  Fields original() {
    return original;
  }

  /** What it says to a person, one part after the other. */
  String text() {
    if (text == null) {
      text = plain.isBlank() ? textOfPages() : plain;
    }
    return text;
  }
}
