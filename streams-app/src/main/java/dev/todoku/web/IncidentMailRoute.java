package dev.todoku.web;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.mailindex.AffectedMail;
import dev.todoku.mailindex.IndexedMail;
import dev.todoku.mailindex.MailIndex;
import dev.todoku.mailindex.SuppressionIndex;
import dev.todoku.readmodel.HealthView.Flow;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.ViewRange;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Reason;
import io.javalin.http.Context;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The mail that failed in an incident, and what of it to send again. */
final class IncidentMailRoute {
  private static final int LIMIT = 50;
  private static final int MOST = 1_000;

  private final IncidentView incidents;
  private final MailIndex mails;
  private final SuppressionIndex suppressions;
  private final HealthViews health;
  private final Playbook playbook;

  IncidentMailRoute(
      IncidentView incidents,
      MailIndex mails,
      SuppressionIndex suppressions,
      HealthViews health,
      Playbook playbook) {
    this.incidents = incidents;
    this.mails = mails;
    this.suppressions = suppressions;
    this.health = health;
    this.playbook = playbook;
  }

  /**
   * What is known of it all.
   *
   * @param isWhole whether all failures of the time were looked at
   * @param all that belongs to the incident, the latest first
   * @param toResend of these, what to send again
   */
  private record Affected(boolean isWhole, List<IndexedMail> all, Set<IndexedMail> toResend) {}

  void list(Context ctx) {
    String id = Params.required(ctx, "id");
    int offset = Params.number(ctx, "offset", 0, MOST * MOST);
    int limit = Params.number(ctx, "limit", LIMIT, MOST);
    boolean onlyToResend = Params.oneOf(ctx, "resend", "any", "yes").equals("yes");
    FromDomains domains = Caller.of(ctx).domains();
    Alert alert =
        incidents
            .find(id)
            .filter(known -> domains.has(known.scope().fromDomain()))
            .orElseThrow(() -> RequestRefusedException.notFound("there is no incident " + id));
    Affected affected = affected(alert);
    List<IndexedMail> chosen =
        onlyToResend
            ? affected.all().stream().filter(affected.toResend()::contains).toList()
            : affected.all();
    if (Params.isCsv(ctx)) {
      Reply.csv(
          ctx,
          "affected-mail",
          MailJson.csvHeader(),
          chosen.stream(),
          mail -> MailJson.csv(mail, affected.toResend().contains(mail)));
      return;
    }
    Reply.json(ctx, json(ctx, affected, chosen.stream().skip(offset).limit(limit).toList()));
  }

  private Affected affected(Alert alert) {
    AffectedMail rule = new AffectedMail(alert);
    List<IndexedMail> all = new ArrayList<>();
    boolean isWhole = true;
    for (String provider : providers(alert)) {
      isWhole &=
          mails.visitFailed(
              provider,
              rule.from(),
              rule.to(),
              mail -> {
                if (rule.includes(mail)) {
                  all.add(mail);
                }
              });
    }
    all.sort(Comparator.comparingLong(IndexedMail::time).reversed());
    Map<String, Boolean> suppressed = new LinkedHashMap<>();
    Set<IndexedMail> toResend = new HashSet<>();
    for (IndexedMail mail : all) {
      boolean isSuppressed =
          suppressed.computeIfAbsent(
              mail.recipient(), recipient -> suppressions.find(recipient).isPresent());
      if (rule.isToResend(mail, isSuppressed)) {
        toResend.add(mail);
      }
    }
    return new Affected(isWhole, all, toResend);
  }

  private Set<String> providers(Alert alert) {
    if (alert.scope().provider() != null) {
      return Set.of(alert.scope().provider());
    }
    Set<String> providers = new TreeSet<>();
    health.of(ViewRange.DAY).flows().stream().map(Flow::provider).forEach(providers::add);
    health.of(ViewRange.MONTH).flows().stream().map(Flow::provider).forEach(providers::add);
    return providers;
  }

  private Map<String, Object> json(Context ctx, Affected affected, List<IndexedMail> page) {
    String language = Params.language(ctx);
    ExplanationWords words = ExplanationWords.of(language, ZoneOffset.UTC);
    Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
    affected.all().forEach(mail -> byReason.merge(mail.reason(), 1L, Long::sum));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", affected.all().size());
    json.put("whole", affected.isWhole());
    json.put("recipients", affected.all().stream().map(IndexedMail::recipient).distinct().count());
    json.put("toResend", affected.toResend().size());
    json.put("byReason", GroupJson.reasons(byReason, words));
    json.put(
        "mails",
        page.stream()
            .map(
                mail -> {
                  String label = playbook.providerName(mail.provider()).in(language);
                  Map<String, Object> row = MailJson.of(mail, label, words);
                  row.put("resend", affected.toResend().contains(mail));
                  return row;
                })
            .toList());
    return json;
  }
}
