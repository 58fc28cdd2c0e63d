package dev.todoku.explain;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import java.util.Map;

/**
 * How other mail to the same address fared, and what somebody did about the address.
 *
 * @param takenBefore when the address last accepted mail before this one was decided, 0 when it did
 *     not
 * @param takenSince when it last accepted mail after this one had failed, 0 when it did not
 * @param resetAt when somebody let mail to it pass again and nothing has failed since, 0 when
 *     nobody did
 */
public record OtherMail(long takenBefore, long takenSince, long resetAt) {
  /** Nothing is known of other mail. */
  public static final OtherMail NONE = new OtherMail(0, 0, 0);

  /**
   * Of all that is known of an address.
   *
   * @param outcomes by the name of the message
   * @param name of the message that is asked for
   * @param resetAt when somebody let mail to the address pass again, 0 when nobody did
   */
  static OtherMail of(Map<String, Outcome> outcomes, String name, long resetAt) {
    Outcome own = outcomes.get(name);
    if (own == null) {
      return NONE;
    }
    long before = 0;
    long since = 0;
    for (Map.Entry<String, Outcome> entry : outcomes.entrySet()) {
      Outcome other = entry.getValue();
      if (entry.getKey().equals(name) || other.status() != Status.DELIVERED) {
        continue;
      }
      if (other.deliveredAt() < own.time() && !other.messageId().equals(own.messageId())) {
        before = Math.max(before, other.deliveredAt());
      } else if (own.bouncedAt() != 0 && other.deliveredAt() > own.bouncedAt()) {
        since = Math.max(since, other.deliveredAt());
      }
    }
    return new OtherMail(before, since, resetAt);
  }
}
