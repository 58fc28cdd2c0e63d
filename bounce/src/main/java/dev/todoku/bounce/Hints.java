package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * What a reply announces beside its reason.
 *
 * @param sizeLimit the largest message that the server takes, in bytes; 0 when not said
 * @param waitSeconds how long to wait before the next attempt; 0 when not said
 * @param listing page that says which list has the sender and how to get off it; null when none
 * @param scope what the limit or block is about; null when not said
 */
public record Hints(
    long sizeLimit, long waitSeconds, @Nullable String listing, @Nullable Scope scope) {

  /** Nothing announced. */
  public static final Hints NONE = new Hints(0, 0, null, null);

  /**
   * What {@code reply} announces; only what goes with {@code reason} is looked for.
   *
   * @param reply null when none is known
   */
  public static Hints of(@Nullable SmtpReply reply, Reason reason) {
    return reply == null || reply.text() == null ? NONE : HintReader.read(reply.text(), reason);
  }

  /** What of the sender a server limits or blocks. */
  public enum Scope {
    IP,
    NETBLOCK,
    DKIM_DOMAIN,
    SPF_DOMAIN,
    FROM_DOMAIN,
    URL,
    RECIPIENT
  }
}
