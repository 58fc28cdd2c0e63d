package dev.todoku.domaincheck;

import dev.todoku.dns.Ip;
import dev.todoku.dns.posture.Posture;
import dev.todoku.dns.posture.PostureFinding;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A report for programs. What is not known is not written. */
public final class ReportJson {
  private ReportJson() {}

  /** The report as one JSON object. */
  public static String of(DomainReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("domain", report.request().domain());
    json.put("ips", report.request().ips().stream().map(Ip::text).toList());
    json.put("selectors", report.request().selectors());
    json.put("provider", report.route().provider());
    json.put("route", report.route().state());
    json.put("mailServers", report.route().servers());
    if (!report.meant().isEmpty()) {
      json.put("meant", report.meant());
    }
    json.put("worst", Posture.worst(report.findings()));
    json.put("findings", report.findings().stream().map(ReportJson::finding).toList());
    return JsonMapper.shared().writeValueAsString(json);
  }

  private static Map<String, Object> finding(PostureFinding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", finding.kind());
    json.put("level", finding.level());
    json.put("asked", finding.asked());
    json.put("answered", finding.answered());
    json.put("rfc", finding.rfc());
    json.put("text", finding.text());
    if (finding.fix() != null) {
      json.put("fix", finding.fix());
    }
    if (finding.publish() != null) {
      json.put("publish", finding.publish());
    }
    return json;
  }
}
