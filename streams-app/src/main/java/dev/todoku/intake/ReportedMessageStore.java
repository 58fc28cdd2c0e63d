package dev.todoku.intake;

import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.schema.Limits;
import dev.todoku.schema.MessageId;
import dev.todoku.streams.DayBuckets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The Message-IDs behind the ids of mail services. Many records name only the service's own id; one
 * that names both is remembered for the join window. A message whose Message-ID no record names has
 * the id {@code ID@SENDER}, the same in all its records.
 */
final class ReportedMessageStore {
  private final DayBuckets ids;

  ReportedMessageStore(DayBuckets ids) {
    this.ids = ids;
  }

  /**
   * The Message-ID of the message that {@code reported} is about, null when it names none at all.
   *
   * @param source sender and source
   * @param ownId the service's id of the message, null when the record has none
   */
  @Nullable String messageId(
      String source, String sender, @Nullable String ownId, Reported reported) {
    long time = reported.time().map(Instant::toEpochMilli).orElse(0L);
    Optional<String> named =
        Optional.ofNullable(reported.details().get(ReportedDetail.WRITTEN_MESSAGE_ID))
            .or(reported::messageId)
            .filter(id -> id.length() <= Limits.MESSAGE_ID);
    if (ownId == null || time == 0) {
      return named.orElse(null);
    }
    Bytes key = Bytes.wrap((source + '\u0000' + ownId).getBytes(StandardCharsets.UTF_8));
    Optional<DayBuckets.Slot> known = ids.find(key, time, time);
    if (named.isPresent()) {
      String id = MessageId.normal(named.get());
      if (known.isEmpty()) {
        ids.create(key, id.getBytes(StandardCharsets.UTF_8), time);
      }
      return id;
    }
    return known
        .map(slot -> new String(slot.value(), StandardCharsets.UTF_8))
        .orElse(ownId + '@' + sender);
  }
}
