package dev.todoku.web;

import dev.todoku.readmodel.AggregateReportView;
import dev.todoku.readmodel.DmarcSource;
import dev.todoku.readmodel.HealthView.Flow;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.ViewRange;
import dev.todoku.schema.Address;
import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.TlsReport;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What mailbox providers report of a domain: who sends as it, and whether TLS to it works. */
final class AggregateReportRoute {
  private static final int MOST_SOURCES = 100;
  private static final int MOST_FAILURES = 100;

  private final AggregateReportView reports;
  private final HealthViews figures;

  AggregateReportRoute(AggregateReportView reports, HealthViews figures) {
    this.reports = reports;
    this.figures = figures;
  }

  void of(Context ctx) {
    String domain = Address.normalDomain(ctx.pathParam("name"));
    if (!Caller.of(ctx).domains().has(domain)) {
      throw RequestRefusedException.notFound("no mail of " + domain + " is known");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("domain", domain);
    json.put("dmarc", dmarc(domain, reports.dmarc(domain)));
    json.put("tls", tls(reports.tls(domain)));
    Reply.json(ctx, json);
  }

  /** Null where no report came. */
  private @Nullable Map<String, Object> dmarc(String domain, List<DmarcReport> reports) {
    if (reports.isEmpty()) {
      return null;
    }
    List<DmarcSource> sources = DmarcSource.of(reports);
    Set<String> ours = sourceIps(domain);
    Map<String, Object> json = head(reports);
    json.put("policy", reports.get(0).policy());
    json.put(
        "messages",
        sum(sources, DmarcSource::messages)
            + reports.stream().mapToLong(DmarcReport::omitted).sum());
    json.put("failed", sum(sources, DmarcSource::failed));
    json.put("total", sources.size());
    json.put(
        "sources",
        sources.stream()
            .limit(MOST_SOURCES)
            .map(source -> source(source, ours.contains(source.sourceIp())))
            .toList());
    return json;
  }

  /** The addresses from which mail of {@code domain} went out here in the last month. */
  private Set<String> sourceIps(String domain) {
    return figures
        .of(ViewRange.MONTH)
        .groups(Flow::sourceIp, flow -> !flow.isHop() && domain.equals(flow.fromDomain()))
        .stream()
        .map(group -> group.name())
        .collect(Collectors.toSet());
  }

  private static long sum(List<DmarcSource> sources, ToLongFunction<DmarcSource> of) {
    return sources.stream().mapToLong(of).sum();
  }

  private static Map<String, Object> source(DmarcSource source, boolean isOurs) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sourceIp", source.sourceIp());
    json.put("known", isOurs);
    json.put("messages", source.messages());
    json.put("dkimAligned", source.dkimAligned());
    json.put("spfAligned", source.spfAligned());
    json.put("failed", source.failed());
    json.put("refused", source.refused());
    json.put("reporters", source.reporters());
    return json;
  }

  /** Null where no report came. */
  private static @Nullable Map<String, Object> tls(List<TlsReport> reports) {
    if (reports.isEmpty()) {
      return null;
    }
    Map<String, Object> json = head(reports);
    json.put("policy", reports.get(0).policy());
    json.put("successful", reports.stream().mapToLong(TlsReport::successful).sum());
    json.put("failed", reports.stream().mapToLong(TlsReport::failed).sum());
    json.put(
        "failures",
        reports.stream()
            .flatMap(report -> report.failures().stream())
            .sorted(Comparator.comparing(TlsReport.FailedSessions::sessions).reversed())
            .limit(MOST_FAILURES)
            .toList());
    return json;
  }

  private static Map<String, Object> head(List<? extends AggregateReport> reports) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reports", reports.size());
    json.put("to", reports.get(0).time());
    json.put(
        "reporters", reports.stream().map(AggregateReport::reporter).distinct().sorted().toList());
    return json;
  }
}
