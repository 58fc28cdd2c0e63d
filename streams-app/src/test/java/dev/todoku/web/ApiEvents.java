package dev.todoku.web;

import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.schema.TlsReport;
import dev.todoku.testing.Proof;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the tests of the API post, as applications would write it. */
record ApiEvents(long start) {

  static String address(int i) {
    return "u" + i + "@b.test";
  }

  String all(int count, IntFunction<String> event) {
    return IntStream.range(0, count).mapToObj(event).collect(Collectors.joining(",", "[", "]"));
  }

  String send(long millis, String id, String to) {
    return """
    {"messageId":"%s","recipient":"%s","time":%d,"envelopeFrom":"s@shop.test",
     "origin":{"host":"mx","sourceIp":"192.0.2.1","fromDomain":"shop.test","campaign":"spring"}}\
    """
        .formatted(id, to, start + millis);
  }

  String bounce(int i) {
    return """
    {"messageId":"mail-%d","recipient":"%s","time":%d,"kind":"IN_BAND","reason":"USER_UNKNOWN",
     "reply":{"code":550,"status":"5.1.1","text":"550 5.1.1 No such user"}}\
    """
        .formatted(i, address(i), start + 1_000);
  }

  String delivery(String id, String to) {
    return """
    {"type":"delivery","messageId":"%s","recipient":"%s","time":%d,"remoteHost":"mx.b.test"}\
    """
        .formatted(id, to, start + 700);
  }

  String lateBounce(String id, String to) {
    return """
    {"messageId":"%s","recipient":"%s","time":%d,"kind":"OUT_OF_BAND","reason":"MAILBOX_FULL"}\
    """
        .formatted(id, to, start + 9_000);
  }

  List<AggregateReport> reports() {
    DmarcReport.Row ours = row("192.0.2.1", 120, DmarcReport.Disposition.NONE, true);
    DmarcReport.Row forged = row("198.51.100.99", 3, DmarcReport.Disposition.REJECT, false);
    return List.of(
        new DmarcReport(
            "shop.test", start, start, "b.test", "1", "reject", List.of(forged, ours), 0, null),
        new TlsReport(
            "shop.test",
            start,
            start,
            "b.test",
            "2",
            "sts",
            412,
            2,
            List.of(
                new TlsReport.FailedSessions(
                    "certificate-expired", 2, "198.51.100.7", "mx2.shop.test", null)),
            null));
  }

  private static DmarcReport.Row row(
      String ip, long messages, DmarcReport.Disposition disposition, boolean isAligned) {
    return new DmarcReport.Row(
        ip, messages, disposition, isAligned, isAligned, null, "shop.test", null, List.of());
  }

  Alert alert() {
    return Alert.builder(
            "block#1", Cause.IP_BLOCK, Severity.CRITICAL, new Scope("docomo", "192.0.2.1", null))
        .revision(1)
        .state(Alert.State.OPEN)
        .onset(start)
        .detectedAt(start)
        .time(start)
        .title(new Text("障害", "Incident"))
        .evidence(Proof.of(10, 10, 0.1, 9, 8, List.of()))
        .remedy(List.of(new RemedyStep("wait", new Text("待つ", "Wait"), null)))
        .build();
  }

  /** A minute in which a provider refused so many recipients of shop.test as unknown. */
  ProviderHealth row(String provider, long bounced) {
    return ProviderHealth.builder(provider, "192.0.2.1", "shop.test", start / 60_000 * 60_000)
        .bounced(bounced)
        .attempts(bounced)
        .reasons(new TreeMap<>(Map.of(Reason.USER_UNKNOWN, bounced)))
        .build();
  }
}
