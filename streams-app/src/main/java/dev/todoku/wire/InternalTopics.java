package dev.todoku.wire;

import dev.todoku.binary.SmileForm;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Topic;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.WatermarkCodec;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.watermark.WriterMarks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Topics between stages that are nobody else's business: binary, kept for a day. The {@link
 * StageWatermark} of the stage that writes stands among what it writes, which alone keeps their
 * order.
 */
public final class InternalTopics {
  private static final SmileForm<Bounce> BOUNCE = new SmileForm<>(Bounce.class);

  /** Bounces whose Message-ID is missing or unknown, keyed by recipient in normal form. */
  public static final Topic<String, Bounce> MATCH_REQUESTS =
      topic("todoku.match-requests", BOUNCE::encode, BOUNCE::decode);

  /** Bounces whose message was found by another identity, keyed by message-id. */
  public static final Topic<String, Bounce> MATCH_RESULTS =
      topic("todoku.match-results", BOUNCE::encode, BOUNCE::decode);

  /** {@link RecipientNote} keyed by recipient in normal form. */
  public static final Topic<String, RecipientNote> NOTES =
      topic("todoku.recipient-notes", RecipientNote::encode, RecipientNote::decode);

  /** {@link MessageUpdate} keyed by recipient in normal form, and {@link StageWatermark}. */
  public static final Topic<String, Object> MESSAGE_UPDATES =
      topic(
          "todoku.message-updates",
          new WatermarkCodec<>(MessageUpdate.class, MessageUpdate::encode, MessageUpdate::decode));

  /**
   * {@link ProviderDelta} keyed by provider, what each change of an outcome adds; and {@link
   * StageWatermark}.
   */
  public static final Topic<String, Object> PROVIDER_DELTAS =
      topic(
          "todoku.provider-deltas",
          new WatermarkCodec<>(
              ProviderDelta.class, ProviderDeltaCodec::encode, ProviderDeltaCodec::decode));

  /**
   * {@link SenderMinute} keyed by From domain, what each provider adds; and {@link StageWatermark}.
   */
  public static final Topic<String, Object> SENDER_MINUTES =
      topic(
          "todoku.sender-minutes",
          new WatermarkCodec<>(SenderMinute.class, SenderMinute::encode, SenderMinute::decode));

  /**
   * {@link UnmatchedMinute} keyed by what it is about, what each change of a message adds; and
   * {@link StageWatermark}.
   */
  public static final Topic<String, Object> UNMATCHED_MINUTES =
      topic(
          "todoku.unmatched-minutes",
          new WatermarkCodec<>(
              UnmatchedMinute.class, UnmatchedMinute::encode, UnmatchedMinute::decode));

  /** {@link SuppressionExemption} keyed by provider, to all partitions. */
  public static final Topic<String, SuppressionExemption> SUPPRESSION_EXEMPTIONS =
      topic(
          "todoku.suppression-exemptions",
          SuppressionExemption::encode,
          SuppressionExemption::decode);

  /** {@link SenderActivity} keyed by what its scope is about. */
  public static final Topic<String, SenderActivity> SENDER_ACTIVITY =
      topic("todoku.sender-activity", SenderActivity::encode, SenderActivity::decode);

  /** What writers of input topics say of how far they have come, to all partitions. */
  public static final Topic<String, WatermarkRecord> WATERMARKS = watermarks(WriterMarks.OF_EVENTS);

  /** The same for who reads logs. */
  public static final Topic<String, WatermarkRecord> LOG_WATERMARKS =
      watermarks(WriterMarks.OF_LOGS);

  /** The same for who reads bounce messages. */
  public static final Topic<String, WatermarkRecord> BOUNCE_WATERMARKS =
      watermarks(WriterMarks.OF_BOUNCES);

  /** The same for who reads what mail services report. */
  public static final Topic<String, WatermarkRecord> REPORT_WATERMARKS =
      watermarks(WriterMarks.OF_REPORTS);

  /** The same for who reads the logs of other mail servers. */
  public static final Topic<String, WatermarkRecord> SERVER_LOG_WATERMARKS =
      watermarks(WriterMarks.OF_SERVER_LOGS);

  private InternalTopics() {}

  /** All internal topics. */
  public static List<Topic<String, ?>> all() {
    return List.of(
        MATCH_REQUESTS,
        MATCH_RESULTS,
        NOTES,
        MESSAGE_UPDATES,
        PROVIDER_DELTAS,
        SENDER_MINUTES,
        UNMATCHED_MINUTES,
        SUPPRESSION_EXEMPTIONS,
        SENDER_ACTIVITY,
        WATERMARKS,
        LOG_WATERMARKS,
        BOUNCE_WATERMARKS,
        SERVER_LOG_WATERMARKS,
        REPORT_WATERMARKS);
  }

  /** Names of all internal topics. */
  public static List<String> names() {
    return all().stream().map(Topic::name).toList();
  }

  /** The topic on which the tasks that judge say how far they have come, to every partition. */
  public static String judged() {
    return SENDER_MINUTES.name();
  }

  /** What a value of {@link #judged} says of that, empty when it says something else. */
  public static Optional<StageWatermark> progress(byte[] value) {
    return WatermarkCodec.progress(value);
  }

  private static Topic<String, WatermarkRecord> watermarks(String name) {
    return topic(name, WatermarkRecord::encode, WatermarkRecord::decode);
  }

  private static Topic<String, Object> topic(String name, WatermarkCodec<?> form) {
    return topic(name, form::encode, form::decode);
  }

  private static <T> Topic<String, T> topic(
      String name, Function<T, byte[]> encode, Function<byte[], T> decode) {
    Serde<T> serde =
        Serdes.serdeFrom(
            (topic, value) -> encode.apply(value), (topic, bytes) -> decode.apply(bytes));
    return new Topic<>(name, Serdes.String(), serde);
  }
}
