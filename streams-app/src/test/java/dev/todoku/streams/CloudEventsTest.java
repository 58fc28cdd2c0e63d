package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.explain.SampleOutcome;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class CloudEventsTest {
  @Test
  void anOutcomeHasAllThatACloudEventMustHave() {
    Outcome outcome =
        SampleOutcome.outcome("m1").to("Ann@b.test").bounced(Reason.USER_UNKNOWN, 100);
    Map<String, String> headers = read(CloudEvents.outcome(outcome, "ann@b.test"));
    assertThat(headers)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_source", "/todoku")
        .containsEntry("ce_type", "dev.todoku.outcome")
        .containsEntry("ce_time", Instant.ofEpochMilli(outcome.time()).toString())
        .containsEntry("ce_dataschema", "urn:todoku:schema:mail.outcomes")
        .containsEntry("content-type", "application/json")
        .containsEntry("ce_id", "m1/ann@b.test/" + outcome.revision() + '/' + outcome.time())
        .hasSize(7);
  }

  private static Map<String, String> read(Headers headers) {
    Map<String, String> map = new LinkedHashMap<>();
    headers.forEach(
        header -> map.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return map;
  }
}
