package dev.todoku.web;

import dev.todoku.campaign.CampaignReport;
import dev.todoku.campaign.OutcomeScan;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.schema.Outcome;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What became of a campaign (as {@code todoku report} shows it). There is no index of campaigns: it
 * reads all outcomes, so it is one at a time, and for half a minute at most.
 */
final class CampaignRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LIMIT = 100;
  private static final int MOST = 10_000;
  private static final int MOST_OFFSET = 10_000_000;

  private final Map<String, Object> consumerSettings;
  private final Semaphore turn = new Semaphore(1);

  CampaignRoutes(Map<String, Object> consumerSettings) {
    this.consumerSettings = consumerSettings;
  }

  void report(Context ctx) {
    String campaign = Params.required(ctx, "name");
    int offset = Params.number(ctx, "offset", 0, MOST_OFFSET);
    int limit = Params.number(ctx, "limit", LIMIT, MOST);
    boolean isCsv = Params.isCsv(ctx);
    CampaignReport report = read(ctx, campaign);
    if (report.total() == 0) {
      throw RequestRefusedException.notFound("no outcome is known of a campaign " + campaign);
    }
    List<Outcome> failures = report.failures();
    if (isCsv) {
      Reply.csv(
          ctx, "failures", CampaignReport.csvHeader(), failures.stream(), CampaignReport::csv);
    } else {
      Reply.json(
          ctx,
          json(report, failures.stream().skip(offset).limit(limit).toList(), Params.language(ctx)));
    }
  }

  private CampaignReport read(Context ctx, String campaign) {
    if (!turn.tryAcquire()) {
      ctx.header("Retry-After", "10");
      throw new RequestRefusedException(
          429, "another campaign is being read; ask again in a few seconds");
    }
    try {
      return new OutcomeScan(consumerSettings).report(campaign, PATIENCE, (read, total) -> {});
    } catch (TimeoutException e) {
      throw new RequestRefusedException(
          503,
          "there are too many outcomes to read while you wait: todoku report "
              + "NAME reads them all");
    } finally {
      turn.release();
    }
  }

  private static Map<String, Object> json(
      CampaignReport report, List<Outcome> failures, String language) {
    ExplanationWords words = ExplanationWords.of(language, ZoneOffset.UTC);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("campaign", report.campaign());
    json.put("total", report.total());
    json.put("complete", !report.isCut());
    json.put("byStatus", report.byStatus());
    json.put(
        "byReason",
        report.byReason().entrySet().stream()
            .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
            .map(
                entry ->
                    Map.of(
                        "reason", entry.getKey(),
                        "said", words.of("reason", entry.getKey()),
                        "fault", words.of("fault", entry.getKey().fault()),
                        "count", entry.getValue()))
            .toList());
    json.put("complaints", report.complaints());
    json.put("failures", failures.stream().map(outcome -> json(outcome, words)).toList());
    return json;
  }

  private static Map<String, Object> json(Outcome outcome, ExplanationWords words) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recipient", outcome.recipient());
    json.put("messageId", outcome.messageId());
    json.put("time", outcome.time());
    json.put("reason", CampaignReport.reason(outcome));
    json.put("said", words.of("reason", CampaignReport.reason(outcome)));
    json.put("reply", outcome.reply() == null ? null : outcome.reply().text());
    return json;
  }
}
