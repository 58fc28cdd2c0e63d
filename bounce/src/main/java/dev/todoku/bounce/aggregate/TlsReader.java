package dev.todoku.bounce.aggregate;

import dev.todoku.schema.Limits;
import dev.todoku.schema.TlsReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads TLS reports (RFC 8460 section 4.4). */
final class TlsReader {
  /** Becomes a tree in memory. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode json;
  private final long receivedAt;

  private TlsReader(JsonNode json, long receivedAt) {
    this.json = json;
    this.receivedAt = receivedAt;
  }

  /**
   * Reads {@code text}: a report for each domain that it has a policy of.
   *
   * @param receivedAt when the report came, in ms; its times where it gives no credible ones
   * @return none when it is JSON of another kind
   * @throws UnreadableReport when it is no JSON, names no domain or is too large
   * @throws IOException when it cannot be unpacked
   */
  static List<TlsReport> read(InputStream text, long receivedAt)
      throws UnreadableReport, IOException {
    byte[] bytes = text.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new UnreadableReport("a TLS report of more than " + MOST_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JacksonException broken) {
      throw new UnreadableReport("a TLS report that is broken: " + broken.getOriginalMessage());
    }
    return json.path("policies").isArray() && json.has("date-range")
        ? new TlsReader(json, receivedAt).reports()
        : List.of();
  }

  private List<TlsReport> reports() throws UnreadableReport {
    Map<String, List<JsonNode>> byDomain = new LinkedHashMap<>();
    for (JsonNode policy : json.path("policies")) {
      String domain = Values.domain(string(policy.path("policy"), "policy-domain"));
      if (domain != null) {
        byDomain.computeIfAbsent(domain, none -> new ArrayList<>()).add(policy);
      }
    }
    if (byDomain.isEmpty()) {
      throw new UnreadableReport("a TLS report that names no domain");
    }
    List<TlsReport> reports = new ArrayList<>();
    byDomain.forEach((domain, policies) -> reports.add(report(domain, policies)));
    return reports;
  }

  private TlsReport report(String domain, List<JsonNode> policies) {
    long successful = 0;
    long failed = 0;
    List<TlsReport.FailedSessions> failures = new ArrayList<>();
    for (JsonNode policy : policies) {
      JsonNode summary = policy.path("summary");
      successful += Values.count(string(summary, "total-successful-session-count"), 0);
      failed += Values.count(string(summary, "total-failure-session-count"), 0);
      for (JsonNode detail : policy.path("failure-details")) {
        failures.add(failure(detail));
      }
    }
    failures.sort(Comparator.comparing(TlsReport.FailedSessions::sessions).reversed());
    JsonNode range = json.path("date-range");
    long end = Values.rfc3339(string(range, "end-datetime"), receivedAt);
    long begin = Values.rfc3339(string(range, "start-datetime"), end);
    return new TlsReport(
        domain,
        Math.min(begin, end),
        end,
        Objects.toString(Values.text(string(json, "organization-name"), Limits.NAME), "unknown"),
        Objects.toString(Values.text(string(json, "report-id"), Limits.NAME), "unknown"),
        Values.word(string(policies.get(0).path("policy"), "policy-type")),
        successful,
        failed,
        failures.subList(0, Math.min(TlsReport.FAILURES, failures.size())),
        null);
  }

  private static TlsReport.FailedSessions failure(JsonNode detail) {
    String host = Values.domain(string(detail, "receiving-mx-hostname"));
    String words = Values.text(string(detail, "additional-information"), Limits.REPLY);
    return new TlsReport.FailedSessions(
        Objects.toString(Values.word(string(detail, "result-type")), "unknown"),
        Values.count(string(detail, "failed-session-count"), 1),
        Values.text(string(detail, "sending-mta-ip"), Limits.DOMAIN),
        host == null ? Values.text(string(detail, "receiving-ip"), Limits.DOMAIN) : host,
        words == null ? Values.text(string(detail, "failure-reason-code"), Limits.REPLY) : words);
  }

  private static @Nullable String string(JsonNode of, String name) {
    JsonNode value = of.path(name);
    return value.isValueNode() && !value.isNull() ? value.asString() : null;
  }
}
