package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.correlation.Correlated;
import dev.todoku.incident.Sighting;
import dev.todoku.progress.Progress;
import dev.todoku.recipient.Amnesty;
import dev.todoku.recipient.RecipientNote;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Topic;
import dev.todoku.sender.SenderMinute;
import dev.todoku.tally.Tally;
import dev.todoku.tally.TallyCodec;
import dev.todoku.unpaired.UnpairedMinute;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.watermark.WriterMarks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Topics between stages that are nobody else's business: binary, kept for a day. The {@link
 * Progress} of the stage that writes stands among what it writes, which alone keeps their order.
 */
public final class InternalTopics {
  private static final SmileForm<Bounce> BOUNCE = new SmileForm<>(Bounce.class);

  /** Bounces whose Message-ID is missing or unknown, keyed by recipient in normal form. */
  static final Topic<String, Bounce> SEARCHES =
      topic("todoku.searches", BOUNCE::encode, BOUNCE::decode);

  /** Bounces whose message was found by another identity, keyed by message-id. */
  static final Topic<String, Bounce> FOUND = topic("todoku.found", BOUNCE::encode, BOUNCE::decode);

  /** {@link RecipientNote} keyed by recipient in normal form. */
  static final Topic<String, RecipientNote> NOTES =
      topic("todoku.recipient-notes", RecipientNote::encode, RecipientNote::decode);

  /** {@link Correlated} keyed by recipient in normal form, and {@link Progress}. */
  static final Topic<String, Object> FACTS =
      topic(
          "todoku.facts",
          new ProgressForm<>(Correlated.class, Correlated::encode, Correlated::decode));

  /** {@link Tally} keyed by provider, what each change of an outcome adds; and {@link Progress}. */
  static final Topic<String, Object> TALLIES =
      topic(
          "todoku.tallies",
          new ProgressForm<>(Tally.class, TallyCodec::encode, TallyCodec::decode));

  /** {@link SenderMinute} keyed by From domain, what each provider adds; and {@link Progress}. */
  static final Topic<String, Object> SENDER_MINUTES =
      topic(
          "todoku.sender-minutes",
          new ProgressForm<>(SenderMinute.class, SenderMinute::encode, SenderMinute::decode));

  /**
   * {@link UnpairedMinute} keyed by what it is about, what each change of a message adds; and
   * {@link Progress}.
   */
  static final Topic<String, Object> UNPAIRED =
      topic(
          "todoku.unpaired",
          new ProgressForm<>(UnpairedMinute.class, UnpairedMinute::encode, UnpairedMinute::decode));

  /** {@link Amnesty} keyed by provider, to all partitions. */
  static final Topic<String, Amnesty> AMNESTIES =
      topic("todoku.amnesties", Amnesty::encode, Amnesty::decode);

  /** {@link Sighting} keyed by what its scope is about. */
  static final Topic<String, Sighting> SIGHTINGS =
      topic("todoku.sightings", Sighting::encode, Sighting::decode);

  /** What writers of input topics say of how far they have come, to all partitions. */
  static final Topic<String, WatermarkRecord> WATERMARKS = watermarks(WriterMarks.OF_EVENTS);

  /** The same for who reads logs. */
  static final Topic<String, WatermarkRecord> LOG_WATERMARKS = watermarks(WriterMarks.OF_LOGS);

  /** The same for who reads bounce messages. */
  static final Topic<String, WatermarkRecord> BOUNCE_WATERMARKS =
      watermarks(WriterMarks.OF_BOUNCES);

  /** The same for who reads what mail services report. */
  static final Topic<String, WatermarkRecord> REPORT_WATERMARKS =
      watermarks(WriterMarks.OF_REPORTS);

  /** The same for who reads the logs of other mail servers. */
  static final Topic<String, WatermarkRecord> SERVER_LOG_WATERMARKS =
      watermarks(WriterMarks.OF_SERVER_LOGS);

  private InternalTopics() {}

  /** Names of all internal topics. */
  public static List<String> names() {
    return Stream.of(
            SEARCHES,
            FOUND,
            NOTES,
            FACTS,
            TALLIES,
            SENDER_MINUTES,
            UNPAIRED,
            AMNESTIES,
            SIGHTINGS,
            WATERMARKS,
            LOG_WATERMARKS,
            BOUNCE_WATERMARKS,
            SERVER_LOG_WATERMARKS,
            REPORT_WATERMARKS)
        .map(Topic::name)
        .toList();
  }

  /** The topic on which the tasks that judge say how far they have come, to every partition. */
  public static String judged() {
    return SENDER_MINUTES.name();
  }

  /** What a value of {@link #judged} says of that, empty when it says something else. */
  public static Optional<Progress> progress(byte[] value) {
    return ProgressForm.progress(value);
  }

  private static Topic<String, WatermarkRecord> watermarks(String name) {
    return topic(name, WatermarkRecord::encode, WatermarkRecord::decode);
  }

  private static Topic<String, Object> topic(String name, ProgressForm<?> form) {
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
