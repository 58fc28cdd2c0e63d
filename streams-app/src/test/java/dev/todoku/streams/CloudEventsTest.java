package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class CloudEventsTest {
  private static final long NOON = 1_795_262_400_000L;

  @Test
  void anOutcomeHasAllThatACloudEventMustHave() {
    Map<String, String> headers = read(CloudEvents.outcome(NOON));
    assertThat(headers)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_source", "/todoku")
        .containsEntry("ce_type", "dev.todoku.outcome")
        .containsEntry("ce_time", "2026-11-21T12:00:00Z")
        .containsEntry("ce_dataschema", "urn:todoku:schema:mail.outcomes")
        .containsEntry("content-type", "application/json")
        .containsKey("ce_id")
        .hasSize(7);
  }

  @Test
  void rowsThatAreEqualAreTwoEvents() {
    assertThat(read(CloudEvents.health(NOON)).get("ce_id"))
        .isNotEqualTo(read(CloudEvents.health(NOON)).get("ce_id"));
  }

  private static Map<String, String> read(Headers headers) {
    Map<String, String> map = new LinkedHashMap<>();
    headers.forEach(
        header -> map.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return map;
  }
}
