package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import dev.todoku.testing.Mail;
import dev.todoku.topology.TestSettings;
import dev.todoku.topology.TestStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputValidatorTest {
  private static final int PARTITIONS = 6;
  private static final Send SEND =
      Mail.to("hanako@docomo.ne.jp", "m1@shop.example").send(at("09:00"));
  private static final byte[] KEY = utf8("m1@shop.example");
  private static final byte[] JSON = Topics.SENDS.valueSerde().serializer().serialize(null, SEND);
  private static final int RIGHT = BuiltInPartitioner.partitionForKey(KEY, PARTITIONS);

  @TempDir Path dir;
  private MockProcessorContext<Object, Object> context;
  private InputValidator<Send> admission;

  @BeforeEach
  void open() {
    context = TestStores.context(dir);
    admission =
        new InputValidator<>(
            new InputValidator.Inlet<>(
                "mail.sends", Names.CORRELATE, MailEvent::messageId, MailEvent::time),
            TestSettings.of(PARTITIONS),
            TestSettings.metrics());
    admission.init(context);
  }

  @Test
  void letsInWhatStandsWhereItBelongsUnderItsEventTime() {
    CapturedForward<?, ?> in = admit(RIGHT, KEY, new Incoming<>(JSON, SEND, null), at("09:30"));
    assertThat(in.childName()).contains(Names.CORRELATE);
    assertThat(in.record().key()).isEqualTo("m1@shop.example");
    assertThat(in.record().value()).isEqualTo(SEND);
    assertThat(in.record().timestamp()).isEqualTo(at("09:00"));
  }

  @Test
  void writesAgainWhatStandsInAWrongPartition() {
    Incoming<Send> incoming = new Incoming<>(JSON, SEND, null);
    CapturedForward<?, ?> again = admit((RIGHT + 1) % PARTITIONS, KEY, incoming, at("09:00"));
    assertThat(again.childName()).contains("correlate-to-mail.sends");
    assertThat(again.record().key()).isEqualTo(KEY);
    assertThat(again.record().value()).isEqualTo(JSON);
    assertThat(again.record().timestamp()).isEqualTo(at("09:00"));
  }

  @Test
  void writesAgainWhatHasAnotherKeyOrNone() {
    Incoming<Send> incoming = new Incoming<>(JSON, SEND, null);
    for (byte[] key : new byte[][] {null, utf8("<m1@shop.example>")}) {
      CapturedForward<?, ?> again = admit(RIGHT, key, incoming, at("09:00"));
      assertThat(again.childName()).contains("correlate-to-mail.sends");
      assertThat(again.record().key()).isEqualTo(KEY);
    }
  }

  @Test
  void laysDownWhatCannotBeReadWithTheReason() {
    byte[] bytes = utf8("{");
    CapturedForward<?, ?> dead =
        admit(RIGHT, KEY, new Incoming<>(bytes, null, "not\nJSON"), at("09:00"));
    assertThat(dead.childName()).contains("correlate-to-mail.dead-letters");
    assertThat(dead.record().key()).isEqualTo(KEY);
    assertThat(dead.record().value()).isEqualTo(bytes);
    assertThat(header(dead, "todoku.reason")).isEqualTo("not JSON");
    assertThat(header(dead, "todoku.stage")).isEqualTo("correlate");
    assertThat(header(dead, "todoku.topic")).isEqualTo("mail.sends");
    assertThat(header(dead, "todoku.partition")).isEqualTo(Integer.toString(RIGHT));
    assertThat(header(dead, "todoku.offset")).isEqualTo("7");
  }

  @Test
  void laysDownWhatClaimsATimeThatEventTimeHadToHoldBack() {
    CapturedForward<?, ?> dead =
        admit(RIGHT, KEY, new Incoming<>(JSON, SEND, null), at("09:00") - 1);
    assertThat(dead.childName()).contains("correlate-to-mail.dead-letters");
    assertThat(header(dead, "todoku.reason")).startsWith("its time is ahead: ");
  }

  private CapturedForward<?, ?> admit(
      int partition, byte[] key, Incoming<Send> incoming, long timestamp) {
    context.setRecordMetadata("mail.sends", partition, 7);
    context.resetForwards();
    admission.process(new Record<>(key, incoming, timestamp));
    assertThat(context.forwarded()).hasSize(1);
    return context.forwarded().get(0);
  }

  private static String header(CapturedForward<?, ?> forward, String name) {
    return new String(forward.record().headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
