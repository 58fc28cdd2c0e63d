package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.streams.PipelineSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week of mail, longer than what is remembered, of which one topic is written before the next: as
 * somebody does it who tries Todoku with files.
 */
@Tag("long")
class TopicByTopicTest {
  private static final int DAYS = 7;
  private static final int MAILS_A_DAY = 12;

  private static final PipelineSettings SETTINGS = TestSettings.remembering(Duration.ofDays(1));

  @TempDir Path dir;

  /** What is said in the end. */
  private record Sayings(
      Map<String, String> outcomes, Map<String, Long> figures, List<String> unmatched) {}

  @Test
  void saysTheSameAsInOrderOfTime() {
    List<MailEvent> inOrder = new ArrayList<>(events());
    inOrder.sort(Comparator.comparingLong(MailEvent::time));
    Sayings expected = run("in-order", List.of(inOrder));
    assertThat(expected.outcomes()).hasSize(DAYS * MAILS_A_DAY);
    assertThat(expected.unmatched()).isEmpty();

    assertEqual(run("by-topic", byTopic()), expected);
    List<List<MailEvent>> backwards = new ArrayList<>(byTopic());
    Collections.reverse(backwards);
    assertEqual(run("backwards", backwards), expected);
  }

  private static void assertEqual(Sayings sayings, Sayings expected) {
    assertThat(sayings.unmatched()).isEmpty();
    assertThat(sayings.outcomes()).isEqualTo(expected.outcomes());
    assertThat(sayings.figures()).isEqualTo(expected.figures());
  }

  private static List<MailEvent> events() {
    List<MailEvent> events = new ArrayList<>();
    byTopic().forEach(events::addAll);
    return events;
  }

  /** Sends, then deliveries, then refusals and bounces that came later. */
  private static List<List<MailEvent>> byTopic() {
    List<MailEvent> sends = new ArrayList<>();
    List<MailEvent> deliveries = new ArrayList<>();
    List<MailEvent> bounces = new ArrayList<>();
    for (int number = 0; number < DAYS * MAILS_A_DAY; number++) {
      Duration after = Duration.ofMinutes(number * (24 * 60L / MAILS_A_DAY));
      String name = "m" + number;
      String recipient = "user" + number + "@gmail.com";
      sends.add(Mail.send(name).to(recipient).at("09:00").later(after).event());
      if (number % 7 == 3) {
        bounces.add(Mail.refusal(name).to(recipient).at("09:00:02").later(after).event());
      } else {
        deliveries.add(Mail.delivery(name).to(recipient).at("09:00:02").later(after).event());
      }
      if (number % 7 == 5) {
        Duration later = after.plusHours(20);
        bounces.add(Mail.bounce(name).to(recipient).at("09:00").later(later).event());
      }
    }
    return List.of(sends, deliveries, bounces);
  }

  private Sayings run(String name, List<List<MailEvent>> topics) {
    try (TopologyTestDriver driver =
        TestDriver.onDisk(dir.resolve(name), SETTINGS, TestSettings.metrics())) {
      TestDriver.silence(driver, Duration.ofSeconds(3));
      for (List<MailEvent> events : topics) {
        events.forEach(event -> write(driver, event));
        TestDriver.silence(driver, Duration.ofSeconds(3));
      }
      TestDriver.silence(driver, TestDriver.QUIET);
      return read(driver);
    }
  }

  private static void write(TopologyTestDriver driver, MailEvent event) {
    if (event instanceof Send send) {
      write(driver, Topics.SENDS, send);
    } else if (event instanceof DeliveryEvent delivery) {
      write(driver, Topics.DELIVERIES, delivery);
    } else {
      write(driver, Topics.BOUNCES, (Bounce) event);
    }
  }

  private static <V extends MailEvent> void write(
      TopologyTestDriver driver, Topic<String, V> topic, V event) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), topic.valueSerde().serializer())
        .pipeInput(event.messageId(), event, event.time());
  }

  private static Sayings read(TopologyTestDriver driver) {
    Map<String, Outcome> last = new TreeMap<>();
    for (Outcome outcome : values(driver, Topics.OUTCOMES)) {
      last.merge(outcome.messageId(), outcome, (a, b) -> b.revision() >= a.revision() ? b : a);
    }
    Map<String, String> outcomes = new TreeMap<>();
    last.forEach(
        (id, outcome) ->
            outcomes.put(
                id,
                String.join(
                    " ",
                    outcome.status().name(),
                    Long.toString(outcome.sentAt()),
                    Long.toString(outcome.deliveredAt()),
                    Long.toString(outcome.bouncedAt()),
                    outcome.reports().toString())));
    Map<String, Long> figures = new TreeMap<>();
    for (ProviderHealth row : values(driver, Topics.PROVIDER_HEALTH)) {
      figures.merge(row.minute() + " accepted", row.accepted(), Long::sum);
      figures.merge(row.minute() + " bounced", row.bounced(), Long::sum);
    }
    List<String> unmatched = new ArrayList<>();
    values(driver, Topics.UNMATCHED).forEach(one -> unmatched.add(one.toString()));
    values(driver, Topics.DEAD_LETTERS)
        .forEach(letter -> unmatched.add(new String(letter, StandardCharsets.UTF_8)));
    return new Sayings(outcomes, figures, unmatched);
  }

  private static <V> List<V> values(TopologyTestDriver driver, Topic<?, V> topic) {
    return driver
        .createOutputTopic(
            topic.name(), new ByteArrayDeserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }
}
