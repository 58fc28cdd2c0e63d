package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.SmileForm;
import dev.todoku.detect.RecentTrials;
import dev.todoku.detect.StreamState;
import dev.todoku.dns.fact.FactHistory;
import dev.todoku.incidents.SubjectLog;
import dev.todoku.intake.log.OpenMessage;
import dev.todoku.intake.postfix.QueueEntry;
import dev.todoku.message.MessageStateCodec;
import dev.todoku.providers.MinuteRow;
import dev.todoku.recipients.ExemptionCandidate;
import dev.todoku.recipients.RecipientStateCodec;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Unmatched.UnmatchedEvent;
import dev.todoku.senders.SenderState;
import dev.todoku.streams.EventJson;
import dev.todoku.streams.Names;
import dev.todoku.streams.PrefixedKey;
import dev.todoku.unmatched.UnmatchedMonitor;
import dev.todoku.watermark.InputWatermark;
import dev.todoku.watermark.Lateness;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.SenderMinute;
import dev.todoku.wire.SuppressionExemption;
import dev.todoku.wire.UnmatchedMinute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was stored is read by the code of today. {@code stored-forms.tsv} has a sample of each store
 * and each internal topic, written by the code of the day on which the form was last changed. Where
 * a test here fails, raise {@link StateFormat#VERSION}, and write the samples anew with {@code
 * -Dtodoku.golden.write=true}.
 */
class StoredFormsTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/todoku/topology/stored-forms.tsv");

  /** They hold entries of the other stores of their stage, behind a byte. */
  private static final Set<String> IMAGES =
      Set.of(Names.PROVIDER_IMAGES_STORE, Names.SENDER_IMAGES_STORE, Names.UNMATCHED_IMAGES_STORE);

  /** They hold text or nothing. */
  private static final Set<String> TEXTS =
      Set.of(
          Names.PENDING_QUEUE_ENTRIES_STORE,
          Names.WAITING_MESSAGES_STORE,
          Names.LOG_SOURCES_STORE,
          Names.REPORTED_MESSAGES_STORE);

  /**
   * Nothing comes there in the run that the samples are of; another place has the same form: {@code
   * todoku.watermarks}, {@code provider-published}.
   */
  private static final Set<String> UNUSED =
      Set.of(
          InternalTopics.LOG_WATERMARKS.name(),
          InternalTopics.BOUNCE_WATERMARKS.name(),
          InternalTopics.REPORT_WATERMARKS.name(),
          InternalTopics.SERVER_LOG_WATERMARKS.name(),
          Names.UNMATCHED_PUBLISHED_STORE);

  @TempDir private static Path dir;

  /** Reads a value, and writes again what was read. */
  private interface Form {
    byte[] again(byte[] key, byte[] value);
  }

  private static final Map<String, Form> FORMS = forms();

  private static Map<String, Form> forms() {
    Map<String, Form> forms = new TreeMap<>();
    forms.put(Names.QUEUE_ENTRIES_STORE, of(value -> QueueEntry.decode(value).encode()));
    forms.put(Names.OPEN_MESSAGES_STORE, of(StoredFormsTest::openMessage));
    forms.put(
        Names.MESSAGES_STORE,
        of(value -> MessageStateCodec.encode(MessageStateCodec.decode(value))));
    forms.put(Names.EARLY_STORE, behindAByte(smile(UnmatchedEvent.class)));
    forms.put(Names.MATCH_REQUESTS_STORE, behindAByte(smile(UnmatchedEvent.class)));
    forms.put(
        Names.AHEAD_STORE,
        (key, value) ->
            withByte(value[0], EventJson.write(EventJson.read(value[0], behind(value)))));
    forms.put(
        Names.RECIPIENTS_STORE,
        of(value -> RecipientStateCodec.encode(RecipientStateCodec.decode(value))));
    forms.put(Names.EXEMPTIONS_STORE, of(value -> SuppressionExemption.decode(value).encode()));
    forms.put(Names.CANDIDATES_STORE, of(value -> ExemptionCandidate.decode(value).encode()));
    forms.put(Names.MINUTES_STORE, of(value -> MinuteRow.decode(value).encode()));
    forms.put(Names.DETECTORS_STORE, of(value -> StreamState.decode(value).encode()));
    forms.put(Names.SENDER_STREAMS_STORE, of(value -> StreamState.decode(value).encode()));
    forms.put(Names.RECENT_STORE, StoredFormsTest::recent);
    forms.put(Names.SENDER_MINUTES_STORE, of(value -> SenderMinute.decode(value).encode()));
    forms.put(Names.SENDERS_STORE, smile(SenderState.class));
    forms.put(Names.UNMATCHED_COUNTS_STORE, of(value -> UnmatchedMinute.decode(value).encode()));
    forms.put(Names.UNMATCHED_MINUTES_STORE, of(value -> UnmatchedMinute.decode(value).encode()));
    forms.put(Names.UNMATCHED_MONITORS_STORE, StoredFormsTest::monitor);
    forms.put(Names.INCIDENTS_STORE, smile(SubjectLog.class));
    forms.put(Names.DNS_FACTS_STORE, of(value -> FactHistory.decode(value).encode()));
    for (String published :
        List.of(
            Names.PROVIDER_PUBLISHED_STORE,
            Names.SENDER_PUBLISHED_STORE,
            Names.UNMATCHED_PUBLISHED_STORE)) {
      forms.put(published, smile(Signal.class));
    }
    for (String stage : StoredSamples.watermarks()) {
      forms.put(stage, of(StoredFormsTest::watermark));
    }
    for (Topic<String, ?> topic : InternalTopics.all()) {
      forms.put(topic.name(), of(value -> again(topic, value)));
    }
    return forms;
  }

  private static Form of(UnaryOperator<byte[]> again) {
    return (key, value) -> again.apply(value);
  }

  private static <T> Form smile(Class<T> type) {
    SmileForm<T> form = new SmileForm<>(type);
    return of(value -> form.encode(form.decode(value)));
  }

  private static Form behindAByte(Form form) {
    return (key, value) -> withByte(value[0], form.again(key, behind(value)));
  }

  private static byte[] behind(byte[] value) {
    return Arrays.copyOfRange(value, 1, value.length);
  }

  private static byte[] withByte(byte first, byte[] form) {
    return ByteBuffer.allocate(form.length + 1).put(first).put(form).array();
  }

  private static <T> byte[] again(Topic<String, T> topic, byte[] value) {
    T read = topic.valueSerde().deserializer().deserialize(topic.name(), value);
    return topic.valueSerde().serializer().serialize(topic.name(), read);
  }

  private static byte[] watermark(byte[] value) {
    // The number of inputs is in the form; of another number only the time is read.
    for (int inputs = 1; inputs <= 4; inputs++) {
      InputWatermark watermark =
          new InputWatermark(Collections.nCopies(inputs, "input"), Lateness.DEFAULT, 1);
      watermark.restore(value);
      if (Arrays.equals(watermark.encode(), value)) {
        return value;
      }
    }
    return new byte[0];
  }

  /** Format and host stand before the message's own form. */
  private static byte[] openMessage(byte[] value) {
    BinaryReader in = new BinaryReader(value, 1);
    return new BinaryWriter(1)
        .writeString(in.readString())
        .writeString(in.readString())
        .writeBytes(OpenMessage.decode(in.readBytes()).encode())
        .toBytes();
  }

  private static byte[] monitor(byte[] key, byte[] value) {
    String monitorKey = new String(key, UTF_8);
    return UnmatchedMonitor.decode(
            UnmatchedMinute.kindOf(monitorKey), UnmatchedMinute.aboutOf(monitorKey), value)
        .encode();
  }

  /** Nothing writes a part of what was read: that it is read at all is what is shown. */
  private static byte[] recent(byte[] key, byte[] value) {
    String name = new String(key, UTF_8);
    new RecentTrials().read(PrefixedKey.entry(PrefixedKey.name(name), name), value);
    return value;
  }

  @BeforeAll
  static void write() throws IOException {
    if (Boolean.getBoolean("todoku.golden.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, new StoredSamples(dir, FORMS.keySet()).lines());
    }
  }

  static Stream<StoredSamples.Sample> samples() throws IOException {
    return StoredSamples.read(GOLDEN).stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsReadAndWrittenAgainAsItWas(StoredSamples.Sample sample) {
    assertThat(FORMS).containsKey(sample.place());

    byte[] again = FORMS.get(sample.place()).again(sample.key(), sample.value());

    assertThat(again).isEqualTo(sample.value());
  }

  @Test
  void everyStoreAndInternalTopicHasASample() throws IOException {
    Set<String> places = new TreeSet<>(InternalTopics.names());
    places.addAll(StoredSamples.stores());
    places.removeAll(IMAGES);
    places.removeAll(TEXTS);
    places.removeAll(UNUSED);

    assertThat(samples().map(StoredSamples.Sample::place))
        .containsExactlyInAnyOrderElementsOf(places);
  }
}
