package dev.todoku.web;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.mailindex.CampaignComparison;
import dev.todoku.mailindex.CampaignFigures;
import dev.todoku.mailindex.CampaignIndex;
import dev.todoku.mailindex.IndexedMail;
import dev.todoku.mailindex.MailIndex;
import dev.todoku.remedy.Playbook;
import dev.todoku.text.Csv;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Campaigns: all of them, and what became of one beside those before it. */
final class CampaignRoutes {
  private static final int LIMIT = 50;
  private static final int FAILURES = 100;
  private static final int MOST = 10_000;
  private static final int MOST_OFFSET = 10_000_000;
  private static final int MOST_SLOTS = 1_500;
  private static final int COMPARED = 3;

  /** To sort all failures of a campaign takes reading all of them; of more a page is a part. */
  private static final int MOST_SORTED = 1_000;

  private final CampaignIndex campaigns;
  private final MailIndex mails;
  private final Playbook playbook;
  private final AsOf asOf;

  CampaignRoutes(CampaignIndex campaigns, MailIndex mails, Playbook playbook, AsOf asOf) {
    this.campaigns = campaigns;
    this.mails = mails;
    this.playbook = playbook;
    this.asOf = asOf;
  }

  /** {@code q} is part of a name. */
  void all(Context ctx) {
    String text = ctx.queryParam("q") == null ? "" : ctx.queryParam("q").strip();
    String wanted = text.toLowerCase(Locale.ROOT);
    List<CampaignFigures> found =
        campaigns.all().stream()
            .filter(campaign -> campaign.name().toLowerCase(Locale.ROOT).contains(wanted))
            .filter(campaign -> Caller.of(ctx).domains().has(campaign.fromDomain()))
            .toList();
    List<CampaignFigures> page = Params.part(ctx, found, LIMIT, MOST, MOST_OFFSET);
    if (Params.isCsv(ctx)) {
      String header =
          Csv.row(
              "campaign",
              "from_domain",
              "first",
              "last",
              "total",
              "accepted",
              "failed",
              "complaints");
      Reply.csv(ctx, "campaigns", header, page.stream(), CampaignRoutes::csv);
      return;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    asOf.addTo(json);
    json.put("total", found.size());
    json.put("campaigns", page.stream().map(CampaignRoutes::row).toList());
    Reply.json(ctx, json);
  }

  void one(Context ctx) {
    String name = Params.required(ctx, "name");
    int offset = Params.number(ctx, "offset", 0, MOST_OFFSET);
    int limit = Params.number(ctx, "limit", FAILURES, MOST);
    CampaignFigures campaign =
        campaigns
            .find(name)
            .filter(known -> Caller.of(ctx).domains().has(known.fromDomain()))
            .orElseThrow(
                () ->
                    RequestRefusedException.notFound("no outcome is known of a campaign " + name));
    boolean isPart = !Params.isCsv(ctx) && campaign.counts().failed() > MOST_SORTED;
    List<IndexedMail> failures = new ArrayList<>();
    boolean isWhole = true;
    if (isPart) {
      failures.addAll(mails.failedOf(name, offset, limit));
    } else {
      isWhole = mails.visitFailedOf(name, failures::add);
    }
    failures.sort(
        Comparator.comparing(IndexedMail::reason)
            .thenComparing(IndexedMail::recipient)
            .thenComparing(IndexedMail::messageId));
    if (Params.isCsv(ctx)) {
      Reply.csv(
          ctx,
          "failures",
          MailJson.csvHeader(),
          failures.stream(),
          mail -> MailJson.csv(mail, mail.isWorthResending()));
      return;
    }
    String language = Params.language(ctx);
    ExplanationWords words = ExplanationWords.of(language, ZoneOffset.UTC);
    Map<String, Object> json = row(campaign);
    json.put("complete", isWhole);
    json.put("byStatus", campaign.byStatus());
    json.put("byReason", GroupJson.reasons(campaign.byReason(), words));
    json.put("providers", providers(campaign, language));
    json.put("slotMs", CampaignIndex.SLOT_MS);
    json.put(
        "slots",
        campaigns.slots(name, MOST_SLOTS).stream()
            .map(
                slot ->
                    Map.of(
                        "time", slot.time(),
                        "accepted", slot.counts().accepted(),
                        "deferred", 0,
                        "failed", slot.counts().failed()))
            .toList());
    json.put(
        "before",
        CampaignComparison.before(campaign, campaigns.all(), COMPARED).stream()
            .map(CampaignRoutes::row)
            .toList());
    json.put(
        "failures",
        failures.stream()
            .skip(isPart ? 0 : offset)
            .limit(limit)
            .map(
                mail ->
                    MailJson.of(mail, playbook.providerName(mail.provider()).in(language), words))
            .toList());
    Reply.json(ctx, json);
  }

  private List<Map<String, Object>> providers(CampaignFigures campaign, String language) {
    return campaign.byProvider().entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, CampaignFigures.Counts> entry) ->
                        entry.getValue().accepted() + entry.getValue().failed())
                .reversed())
        .map(
            entry -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("name", entry.getKey());
              json.put("label", playbook.providerName(entry.getKey()).in(language));
              json.put("accepted", entry.getValue().accepted());
              json.put("failed", entry.getValue().failed());
              json.put("failureRate", entry.getValue().failureRate());
              return json;
            })
        .toList();
  }

  private static Map<String, Object> row(CampaignFigures campaign) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("campaign", campaign.name());
    json.put("fromDomain", campaign.fromDomain());
    json.put("first", campaign.first());
    json.put("last", campaign.last());
    json.put("total", campaign.total());
    json.put("accepted", campaign.counts().accepted());
    json.put("failed", campaign.counts().failed());
    json.put("failureRate", campaign.counts().failureRate());
    json.put("complaints", campaign.complaints());
    return json;
  }

  private static String csv(CampaignFigures campaign) {
    return Csv.row(
        campaign.name(),
        campaign.fromDomain(),
        Instant.ofEpochMilli(campaign.first()),
        Instant.ofEpochMilli(campaign.last()),
        campaign.total(),
        campaign.counts().accepted(),
        campaign.counts().failed(),
        campaign.complaints());
  }
}
