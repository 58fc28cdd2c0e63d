package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventTimeTest {
  private final EventTime<Long> eventTime =
      new EventTime<>(
          Long::longValue, new FutureLimit(Duration.ofMinutes(10), () -> at(3, "12:00")));

  @Test
  void isThePayloadsTimeHoweverLateTheRecord() {
    assertThat(extract(at("09:00"), at(3, "09:00"))).isEqualTo(at("09:00"));
    assertThat(extract(at("09:10"), at("09:00"))).isEqualTo(at("09:10"));
  }

  @Test
  void isHeldBackWhenThePayloadIsAheadOfItsWritingByMoreThanTheLimit() {
    assertThat(extract(at("09:11"), at("09:00"))).isEqualTo(at("09:10"));
    assertThat(extract(at(365, "09:00"), at("09:00"))).isEqualTo(at("09:10"));
  }

  @Test
  void isHeldBackWhenThePayloadIsAheadOfTheClockWhateverItsRecordSays() {
    assertThat(extract(at(3, "21:00"), at(3, "21:00"))).isEqualTo(at(3, "12:10"));
    assertThat(extract(at(3, "12:10"), at(3, "21:00"))).isEqualTo(at(3, "12:10"));
  }

  @Test
  void isThePayloadsWhereTheRecordHasNoTime() {
    assertThat(extract(at("09:00"), -1)).isEqualTo(at("09:00"));
    assertThat(extract(at(4, "09:00"), -1)).isEqualTo(at(3, "12:10"));
  }

  @Test
  void standsStillForWhatCannotBeRead() {
    Incoming<Long> unreadable = new Incoming<>(new byte[0], null, "no value");
    assertThat(eventTime.extract(record(unreadable, at("09:00")), 5)).isEqualTo(5);
    assertThat(eventTime.extract(record(unreadable, at("09:00")), -1)).isZero();
    assertThat(eventTime.extract(record(null, at("09:00")), 5)).isEqualTo(5);
  }

  private long extract(long payload, long written) {
    return eventTime.extract(record(new Incoming<>(new byte[0], payload, null), written), 0);
  }

  private static ConsumerRecord<Object, Object> record(Object value, long written) {
    return new ConsumerRecord<>(
        "mail.sends",
        0,
        0,
        written,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
