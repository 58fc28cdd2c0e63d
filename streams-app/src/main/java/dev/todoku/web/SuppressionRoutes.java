package dev.todoku.web;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.mailindex.AddressChange;
import dev.todoku.mailindex.MailIndex;
import dev.todoku.mailindex.SuppressedAddress;
import dev.todoku.mailindex.SuppressionIndex;
import dev.todoku.query.SearchText;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import io.javalin.http.Context;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The suppression list, and what people changed about it. */
final class SuppressionRoutes {
  private static final int LIMIT = 50;
  private static final int MOST = 1_000;
  private static final int MOST_OFFSET = 1_000_000;
  private static final int CHANGES = 20;

  private final SuppressionIndex suppressions;
  private final MailIndex mails;
  private final AsOf asOf;

  SuppressionRoutes(SuppressionIndex suppressions, MailIndex mails, AsOf asOf) {
    this.suppressions = suppressions;
    this.mails = mails;
    this.asOf = asOf;
  }

  /** {@code q} is part of an address; {@code cause} and {@code reason} limit. */
  void all(Context ctx) {
    SuppressionIndex.Filter filter =
        new SuppressionIndex.Filter(
            SearchText.of(ctx.queryParam("q") == null ? "" : ctx.queryParam("q")),
            Params.constant(ctx, "cause", SuppressedAddress.Why.class),
            Params.constant(ctx, "reason", Reason.class));
    FromDomains domains = Caller.of(ctx).domains();
    SuppressionIndex.Sight sight = sight(domains);
    int offset = Params.number(ctx, "offset", 0, MOST_OFFSET);
    int limit = Params.number(ctx, "limit", LIMIT, MOST);
    if (Params.isCsv(ctx)) {
      List<SuppressedAddress> every = new ArrayList<>();
      suppressions.visit(filter, sight, every::add);
      Reply.csv(
          ctx,
          "suppressions",
          SuppressedAddress.csvHeader(),
          every.stream(),
          SuppressedAddress::csv);
      return;
    }
    SuppressionIndex.Part part = suppressions.part(filter, sight, offset, limit);
    ExplanationWords words = ExplanationWords.of(Params.language(ctx), ZoneOffset.UTC);
    Map<String, Object> json = new LinkedHashMap<>();
    asOf.addTo(json);
    json.put("total", part.total());
    json.put("whole", part.isWhole());
    // How many there are in all, and what people did, is of all mail.
    json.put("counts", domains.isAll() ? suppressions.counts() : Map.of());
    json.put(
        "suppressions", part.addresses().stream().map(address -> json(address, words)).toList());
    json.put(
        "changes",
        suppressions.changes(domains.isAll() ? CHANGES : 0).stream()
            .map(SuppressionRoutes::json)
            .toList());
    Reply.json(ctx, json);
  }

  /** Who may see the mail of some From domains sees the addresses at which that mail failed. */
  private SuppressionIndex.Sight sight(FromDomains domains) {
    return domains.isAll()
        ? SuppressionIndex.Sight.WHOLE
        : address ->
            address.part(
                failure ->
                    mails
                        .find(failure.messageId(), address.recipient())
                        .filter(mail -> domains.has(mail.origin().fromDomain()))
                        .isPresent());
  }

  private static Map<String, Object> json(SuppressedAddress address, ExplanationWords words) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recipient", address.recipient());
    json.put("since", address.since());
    json.put("cause", address.why());
    json.put("reason", address.reason());
    json.put("said", address.reason() == null ? null : words.of("reason", address.reason()));
    json.put("deadCount", address.deadCount());
    json.put("softCount", address.softCount());
    json.put("note", address.note());
    json.put("streams", address.streams());
    json.put("failures", address.failures().stream().map(f -> json(f, words)).toList());
    return json;
  }

  private static Map<String, Object> json(RecipientHealth.Failure failure, ExplanationWords words) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messageId", failure.messageId());
    json.put("time", failure.time());
    json.put("reason", failure.reason());
    json.put("said", words.of("reason", failure.reason()));
    json.put("dead", failure.dead());
    return json;
  }

  private static Map<String, Object> json(AddressChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recipient", change.recipient());
    json.put("time", change.time());
    json.put("change", change.change());
    json.put("note", change.note());
    return json;
  }
}
