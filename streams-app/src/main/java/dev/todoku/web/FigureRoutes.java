package dev.todoku.web;

import dev.todoku.readmodel.Group;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.HealthView.Flow;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.Sum;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Scope;
import dev.todoku.text.Csv;
import dev.todoku.wire.HopKey;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Figures of providers and senders over the last day. */
final class FigureRoutes {
  private static final int LIMIT = 50;
  private static final int MOST = 1_000;
  private static final int MOST_OFFSET = 1_000_000;

  private final HealthView health;
  private final IncidentView incidents;
  private final AsOf asOf;
  private final Playbook playbook;

  FigureRoutes(HealthView health, IncidentView incidents, AsOf asOf, Playbook playbook) {
    this.health = health;
    this.incidents = incidents;
    this.asOf = asOf;
    this.playbook = playbook;
  }

  void providers(Context ctx) {
    table(ctx, "providers", health.groups(Flow::provider, flow -> true), Scope::provider);
  }

  void senders(Context ctx) {
    table(
        ctx, "senders", health.groups(Flow::fromDomain, flow -> !flow.isHop()), Scope::fromDomain);
  }

  void provider(Context ctx) {
    String name = ctx.pathParam("name");
    Map<String, Object> json =
        one(ctx, name, health.groups(Flow::provider, flow -> flow.provider().equals(name)));
    put(
        ctx,
        json,
        "sourceIps",
        health.groups(Flow::sourceIp, flow -> flow.provider().equals(name)));
    put(
        ctx,
        json,
        "senders",
        health.groups(Flow::fromDomain, flow -> flow.provider().equals(name)));
    json.put("incidents", open(name, Scope::provider));
    Reply.json(ctx, json);
  }

  void sender(Context ctx) {
    String name = ctx.pathParam("name");
    Map<String, Object> json =
        one(ctx, name, health.groups(Flow::fromDomain, flow -> isMailOf(name, flow)));
    put(ctx, json, "sourceIps", health.groups(Flow::sourceIp, flow -> isMailOf(name, flow)));
    put(ctx, json, "providers", health.groups(Flow::provider, flow -> isMailOf(name, flow)));
    json.put("incidents", open(name, Scope::fromDomain));
    Reply.json(ctx, json);
  }

  void sourceIp(Context ctx) {
    String name = ctx.pathParam("name");
    Predicate<Flow> isFrom = flow -> !flow.isHop() && name.equals(flow.sourceIp());
    Map<String, Object> json = one(ctx, name, health.groups(Flow::sourceIp, isFrom));
    put(ctx, json, "providers", health.groups(Flow::provider, isFrom));
    put(ctx, json, "senders", health.groups(Flow::fromDomain, isFrom));
    json.put("incidents", open(name, Scope::sourceIp));
    Reply.json(ctx, json);
  }

  private static boolean isMailOf(String sender, Flow flow) {
    return !flow.isHop() && flow.fromDomain().equals(sender);
  }

  private void table(Context ctx, String name, List<Group> groups, Function<Scope, String> part) {
    List<Group> page =
        groups.stream()
            .skip(Params.number(ctx, "offset", 0, MOST_OFFSET))
            .limit(Params.number(ctx, "limit", LIMIT, MOST))
            .toList();
    if (Params.isCsv(ctx)) {
      String header =
          Csv.row("name", "accepted", "deferred", "bounced", "expired", "complaints", "failed");
      Reply.csv(ctx, name, header, page.stream(), FigureRoutes::csv);
      return;
    }
    Map<String, Object> json = head();
    json.put("total", groups.size());
    json.put("all", all());
    json.put(
        name,
        page.stream()
            .map(
                group -> {
                  Map<String, Object> row = row(ctx, group);
                  row.put("slots", GroupJson.slots(group));
                  row.put("incidents", open(group.name(), part));
                  return row;
                })
            .toList());
    Reply.json(ctx, json);
  }

  /** All mail to providers; what a filter or relay has goes on to one of them. */
  private Map<String, Object> all() {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Group> all = health.groups(flow -> "all", flow -> !flow.isHop());
    Group group = all.isEmpty() ? new Group("all", new Sum(), new Sum(), List.of()) : all.get(0);
    json.put("day", GroupJson.sum(group.day()));
    json.put("hour", GroupJson.sum(group.hour()));
    json.put("slots", GroupJson.slots(group));
    return json;
  }

  private Map<String, Object> one(Context ctx, String name, List<Group> found) {
    if (found.isEmpty()) {
      throw RequestRefusedException.notFound("no mail of the last day is known of " + name);
    }
    Group group = found.get(0);
    Map<String, Object> json = head();
    json.putAll(row(ctx, group));
    json.put("slots", GroupJson.slots(group));
    json.put("reasons", GroupJson.reasons(group.day(), Params.language(ctx)));
    return json;
  }

  private Map<String, Object> head() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", known(health.begin()));
    json.put("to", known(health.newest()));
    json.put("slotMs", HealthView.SLOT_MS);
    asOf.addTo(json);
    return json;
  }

  /** Null while no mail is known: there is no day yet. */
  private static Long known(long time) {
    return time == 0 ? null : Long.valueOf(time);
  }

  private Map<String, Object> row(Context ctx, Group group) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", group.name());
    if (HopKey.isHop(group.name())) {
      row.put("hop", HopKey.isFilter(group.name()) ? "FILTER" : "RELAY");
    }
    row.put("label", playbook.providerName(group.name()).in(Params.language(ctx)));
    row.put("day", GroupJson.sum(group.day()));
    row.put("hour", GroupJson.sum(group.hour()));
    return row;
  }

  private void put(Context ctx, Map<String, Object> json, String name, List<Group> groups) {
    json.put(
        name,
        groups.stream()
            .limit(LIMIT)
            .map(
                group ->
                    Map.of(
                        "name",
                        group.name(),
                        "label",
                        playbook.providerName(group.name()).in(Params.language(ctx)),
                        "day",
                        GroupJson.sum(group.day())))
            .toList());
  }

  private List<String> open(String name, Function<Scope, String> part) {
    return incidents.all().stream()
        .filter(IncidentView::isOpen)
        .filter(alert -> name.equals(part.apply(alert.scope())))
        .map(Alert::incidentId)
        .toList();
  }

  private static String csv(Group group) {
    Sum day = group.day();
    return Csv.row(
        group.name(),
        day.accepted(),
        day.deferred(),
        day.bounced(),
        day.expired(),
        day.complaints(),
        day.failed());
  }
}
