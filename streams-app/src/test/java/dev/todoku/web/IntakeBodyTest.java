package dev.todoku.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.Address;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import dev.todoku.streams.FutureLimit;
import dev.todoku.testing.Mail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class IntakeBodyTest {
  private static final long NOW = 1_795_000_000_000L;
  private static final long HOUR = 3_600_000;

  private final IntakeBody body =
      new IntakeBody(Address.DEFAULT, new FutureLimit(Duration.ofMinutes(10), () -> NOW));

  @Test
  void namesEachItemWhoseTimeIsAheadAndTakesNone() {
    String events = sends(NOW, NOW + 9 * HOUR, NOW + HOUR / 12, NOW + HOUR);
    assertThatThrownBy(() -> records("sends", events))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageStartingWith("nothing was taken: number 1: its time is ahead: ")
        .hasMessageContaining("number 3: its time is ahead: ")
        .hasMessageNotContaining("number 2");
  }

  @Test
  void takesWhatIsAheadByLessThanTheLimit() {
    assertThat(records("sends", sends(NOW, NOW + HOUR / 12))).hasSize(2);
  }

  @Test
  void takesSoManyRecordsAndNoMore() {
    assertThat(records("postfix", "x\n".repeat(IntakeBody.MOST_RECORDS)))
        .hasSize(IntakeBody.MOST_RECORDS);
    assertRefused(413, "postfix", "x\n".repeat(IntakeBody.MOST_RECORDS + 1));
    assertRefused(413, "sends", "[" + "0,".repeat(IntakeBody.MOST_RECORDS) + "0]");
  }

  @Test
  void namesThatCollideCostWhatOthersDo() {
    // "Aa" and "BB" have one hash value, and so has every string of the two.
    List<String> names = List.of("");
    while (names.size() < 25_000) {
      List<String> longer = new ArrayList<>();
      names.forEach(name -> longer.addAll(List.of(name + "Aa", name + "BB")));
      names = longer;
    }
    String json =
        names.stream().map(name -> '"' + name + "\":0").collect(Collectors.joining(",", "{", "}"));
    assertRefused(400, "sends", json);
  }

  private void assertRefused(int status, String format, String posted) {
    assertThatThrownBy(() -> records(format, posted))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            refusal -> assertThat(refusal.status()).isEqualTo(status));
  }

  private List<ProducerRecord<byte[], byte[]>> records(String format, String posted) {
    return body.records(format, posted.getBytes(UTF_8), null, NOW);
  }

  private static String sends(long... times) {
    return LongStream.of(times)
        .mapToObj(time -> Mail.to("a@b.example", "m" + time + "@shop.example").send(time))
        .map(IntakeBodyTest::json)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String json(Send send) {
    return new String(Topics.SENDS.valueSerde().serializer().serialize(null, send), UTF_8);
  }
}
