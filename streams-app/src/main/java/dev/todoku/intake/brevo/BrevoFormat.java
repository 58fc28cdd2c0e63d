package dev.todoku.intake.brevo;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brevo: one event a post. Its {@code id} is that of the webhook, and no event's. */
public final class BrevoFormat extends WebhookFormat {
  /** Two clocks that differ by so much are in two zones. */
  private static final Duration OTHER_ZONE = Duration.ofHours(1);

  /** Milliseconds since 1970 have been above this since 1973, and seconds stay below until 5138. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  public BrevoFormat() {
    super("brevo");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    boolean hasItsFields =
        record.has("message-id") || record.has("ts_event") || record.has("ts_epoch");
    return record.text("event").isPresent() && record.has("email") && hasItsFields;
  }

  /** Upon any other 4xx, and perhaps 5xx, it does not post again. */
  @Override
  public int unavailableStatus() {
    return 429;
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    String event = record.required("event");
    RecordKind kind = kindOf(event);
    boolean isFailure = kind.kind() == ReportedKind.BOUNCED || kind.kind() == ReportedKind.DEFERRED;
    Optional<String> reason = record.text("reason");
    return List.of(
        Draft.of(kind)
            .recipient(record.text("email"))
            .messageId(record.text("message-id"))
            .time(time(record))
            .reply(isFailure ? reason : Optional.empty())
            .peerReason(Optional.of(event))
            .detail(ReportedDetail.SUBJECT, record.text("subject"))
            .detail(ReportedDetail.CAMPAIGN, record.texts("tags").stream().findFirst())
            .detail(ReportedDetail.SOURCE_IP, record.text("sending_ip"))
            .detail(ReportedDetail.EXPLANATION, isFailure ? Optional.empty() : reason)
            .flag(ReportedDetail.BY_MACHINE, event.contains("proxy")));
  }

  /**
   * {@code ts_event} is meant as UTC and was seen in the account's zone; {@code ts_epoch} is UTC in
   * milliseconds, and was seen in seconds.
   */
  private static Optional<Instant> time(JsonItem record) {
    Optional<Instant> event = record.seconds("ts_event");
    Optional<Instant> epoch =
        isMillis(record) ? record.millis("ts_epoch") : record.seconds("ts_epoch");
    if (event.isEmpty()) {
      return epoch.or(() -> record.seconds("ts"));
    }
    boolean isShifted =
        epoch
            .filter(utc -> Duration.between(utc, event.get()).abs().compareTo(OTHER_ZONE) >= 0)
            .isPresent();
    return isShifted ? epoch : event;
  }

  private static boolean isMillis(JsonItem record) {
    return record
        .millis("ts_epoch")
        .filter(time -> time.toEpochMilli() >= LEAST_MILLIS)
        .isPresent();
  }
}
