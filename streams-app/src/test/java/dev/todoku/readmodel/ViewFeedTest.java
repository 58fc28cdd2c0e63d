package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class ViewFeedTest {
  private static final Duration SOON = Duration.ofSeconds(90);

  @Test
  void aReaderThatFailsIsShownAndCountedAndStartedAgain() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
      // Without its topics it cannot read.
      try (ViewFeed feed =
              ViewFeed.start(
                  clients,
                  new HealthViews(),
                  new IncidentView(),
                  new IncidentNotes(),
                  new AggregateReportView(),
                  new JudgedView(),
                  meters);
          Admin admin = Admin.create(clients)) {
        await().atMost(SOON).until(() -> feed.problem().isPresent());
        assertThat(feed.problem().orElseThrow())
            .startsWith("page and API show no news of providers and incidents: ");
        assertThat(meters.get("todoku.background.running").gauge().value()).isZero();
        assertThat(meters.get("todoku.background.restarts").counter().count()).isPositive();

        admin
            .createTopics(
                List.of(
                    new NewTopic(Topics.ALERTS.name(), 1, (short) 1),
                    new NewTopic(Topics.INCIDENT_NOTES.name(), 1, (short) 1),
                    new NewTopic(Topics.AGGREGATE_REPORTS.name(), 1, (short) 1),
                    new NewTopic(Topics.PROVIDER_HEALTH.name(), 1, (short) 1)))
            .all()
            .get();
        await().atMost(SOON).until(() -> feed.problem().isEmpty());
        await().atMost(SOON).until(feed::isComplete);
        assertThat(meters.get("todoku.background.running").gauge().value()).isEqualTo(1);
      }
    }
  }
}
