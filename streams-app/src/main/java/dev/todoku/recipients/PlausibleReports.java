package dev.todoku.recipients;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which plausible reports count. A report that came by mail and is only plausible counts when
 * another one, for another message of the recipient, confirms it.
 */
final class PlausibleReports {
  private PlausibleReports() {}

  /**
   * Whether a plausible bounce message for another message, a day or more apart, confirms one.
   *
   * @param messages the recipient's latest
   * @param messageId of the message it came for
   * @param receivedAt when it came, 0 when none did
   */
  static boolean confirmBounce(List<RecentMessage> messages, String messageId, long receivedAt) {
    return receivedAt != 0
        && confirm(messages, messageId, null, receivedAt, PlausibleReport::bounceReceivedAt);
  }

  /** The same of a plausible complaint. */
  static boolean confirmComplaint(List<RecentMessage> messages, String messageId, long receivedAt) {
    return receivedAt != 0
        && confirm(messages, messageId, null, receivedAt, PlausibleReport::complaintReceivedAt);
  }

  private static boolean confirm(
      List<RecentMessage> messages,
      String messageId,
      @Nullable String without,
      long receivedAt,
      ToLongFunction<PlausibleReport> other) {
    return messages.stream()
        .filter(mark -> !mark.messageId().equals(messageId) && !mark.messageId().equals(without))
        .filter(mark -> mark.plausible() != null)
        .anyMatch(
            mark -> PlausibleReport.areApart(receivedAt, other.applyAsLong(mark.plausible())));
  }

  /**
   * The messages, with what is plausible taken as proven where it is confirmed.
   *
   * @param without Message-ID of one that confirms nothing, null for none
   */
  static List<RecentMessage> asProven(List<RecentMessage> messages, @Nullable String without) {
    boolean isAllProven = true;
    for (RecentMessage mark : messages) {
      isAllProven &= mark.plausible() == null;
    }
    return isAllProven
        ? messages
        : messages.stream().map(mark -> asProven(messages, mark, without)).toList();
  }

  private static RecentMessage asProven(
      List<RecentMessage> messages, RecentMessage mark, @Nullable String without) {
    PlausibleReport plausible = mark.plausible();
    return plausible == null
        ? mark
        : mark.confirmed(
            confirm(
                messages,
                mark.messageId(),
                without,
                plausible.bounceReceivedAt(),
                PlausibleReport::bounceReceivedAt),
            confirm(
                messages,
                mark.messageId(),
                without,
                plausible.complaintReceivedAt(),
                PlausibleReport::complaintReceivedAt));
  }
}
