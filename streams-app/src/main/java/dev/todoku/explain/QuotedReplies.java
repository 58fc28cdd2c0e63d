package dev.todoku.explain;

import dev.todoku.schema.SmtpReply;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replies as a person quotes them. */
final class QuotedReplies {
  private QuotedReplies() {}

  /** Code, status and text in one line, each once; empty when nothing is known. */
  static String quote(@Nullable SmtpReply reply) {
    if (reply == null) {
      return "";
    }
    String text = reply.text() == null ? "" : reply.text().strip().replaceAll("\\s+", " ");
    String code = reply.code() == 0 ? "" : String.valueOf(reply.code());
    String status = reply.status() == null ? "" : reply.status();
    return Stream.of(text.startsWith(code) ? "" : code, text.contains(status) ? "" : status, text)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** {@code host: reply}, or what is known of the two. */
  static String quote(@Nullable String host, @Nullable SmtpReply reply) {
    return Stream.of(host == null ? "" : host, quote(reply))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(": "));
  }
}
