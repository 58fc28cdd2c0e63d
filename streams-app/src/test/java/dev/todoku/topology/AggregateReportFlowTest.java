package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateReportFlowTest {
  private static final long RECEIVED_AT = Instant.parse("2026-06-02T03:00:00Z").toEpochMilli();

  @TempDir private Path dir;

  @Test
  void aReportInTheBounceMailboxIsOneOfItsDomainAndNoDeadLetter() {
    String mail =
        "From: noreply-dmarc@receiver.example\nSubject: Report Domain: shop.example\n"
            + "Content-Type: text/xml\n\n<feedback><report_metadata><org_name>receiver.example"
            + "</org_name><report_id>1</report_id></report_metadata><policy_published>"
            + "<domain>shop.example</domain></policy_published></feedback>\n";
    try (TopologyTestDriver driver = TestDriver.open(dir, TestSettings.of(1))) {
      driver
          .createInputTopic(
              Topics.RAW_BOUNCES.name(), new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(
              "dmarc".getBytes(StandardCharsets.UTF_8),
              mail.getBytes(StandardCharsets.UTF_8),
              RECEIVED_AT);

      assertThat(
              driver
                  .createOutputTopic(
                      Topics.AGGREGATE_REPORTS.name(),
                      Topics.AGGREGATE_REPORTS.keySerde().deserializer(),
                      Topics.AGGREGATE_REPORTS.valueSerde().deserializer())
                  .readKeyValuesToList())
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.key).isEqualTo("shop.example");
                AggregateReport report = record.value;
                assertThat(report).isInstanceOf(DmarcReport.class);
                assertThat(report.source().mailbox()).isEqualTo("dmarc");
                assertThat(report.source().author()).isEqualTo("noreply-dmarc@receiver.example");
              });
      assertThat(
              driver
                  .createOutputTopic(
                      Topics.DEAD_LETTERS.name(),
                      Topics.DEAD_LETTERS.keySerde().deserializer(),
                      Topics.DEAD_LETTERS.valueSerde().deserializer())
                  .isEmpty())
          .isTrue();
    }
  }
}
