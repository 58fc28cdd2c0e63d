package dev.todoku.web;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.mailindex.DelayIndex;
import dev.todoku.mailindex.Delays;
import dev.todoku.readmodel.Group;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.HealthView.Flow;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.SilenceView;
import dev.todoku.readmodel.Sum;
import dev.todoku.readmodel.ViewRange;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Scope;
import dev.todoku.text.Csv;
import dev.todoku.wire.HopKey;
import io.javalin.http.Context;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures of providers and senders over the last hour, day, week or month. */
final class FigureRoutes {
  private static final int LIMIT = 50;
  private static final int MOST = 1_000;
  private static final int MOST_OFFSET = 1_000_000;

  private final HealthViews views;
  private final DelayIndex delays;
  private final IncidentView incidents;
  private final SilenceView silences;
  private final AsOf asOf;
  private final Playbook playbook;

  FigureRoutes(
      HealthViews views,
      DelayIndex delays,
      IncidentView incidents,
      SilenceView silences,
      AsOf asOf,
      Playbook playbook) {
    this.views = views;
    this.delays = delays;
    this.incidents = incidents;
    this.silences = silences;
    this.asOf = asOf;
    this.playbook = playbook;
  }

  /**
   * A kind of thing that has figures.
   *
   * @param list name of its list
   * @param by what to add up by
   * @param part of an incident's scope that names it
   */
  private record Kind(String list, Function<Flow, String> by, Function<Scope, String> part) {
    static final Kind PROVIDER = new Kind("providers", Flow::provider, Scope::provider);
    static final Kind SENDER = new Kind("senders", Flow::fromDomain, Scope::fromDomain);
    static final Kind SOURCE_IP = new Kind("sourceIps", Flow::sourceIp, Scope::sourceIp);

    /** Hops of the sending side are providers of their own, and no mail of senders. */
    Predicate<Flow> flows() {
      return flow -> equals(PROVIDER) || !flow.isHop();
    }
  }

  void providers(Context ctx) {
    table(ctx, Kind.PROVIDER);
  }

  void senders(Context ctx) {
    table(ctx, Kind.SENDER);
  }

  void provider(Context ctx) {
    one(ctx, Kind.PROVIDER, List.of(Kind.SOURCE_IP, Kind.SENDER));
  }

  void sender(Context ctx) {
    one(ctx, Kind.SENDER, List.of(Kind.SOURCE_IP, Kind.PROVIDER));
  }

  void sourceIp(Context ctx) {
    one(ctx, Kind.SOURCE_IP, List.of(Kind.PROVIDER, Kind.SENDER));
  }

  private void table(Context ctx, Kind kind) {
    HealthView view = views.of(Params.range(ctx));
    Predicate<Flow> flows = kind.flows().and(flow -> isSeen(ctx, flow));
    List<Group> groups = view.groups(kind.by(), flows);
    List<Group> page = Params.part(ctx, groups, LIMIT, MOST, MOST_OFFSET);
    if (Params.isCsv(ctx)) {
      String header =
          Csv.row("name", "accepted", "deferred", "bounced", "expired", "complaints", "failed");
      Reply.csv(ctx, kind.list(), header, page.stream(), FigureRoutes::csv);
      return;
    }
    Map<String, Group> days = days(kind, flows);
    Map<String, List<String>> open = open(ctx, kind);
    Map<String, Object> json = head(view);
    json.put("total", groups.size());
    json.put("all", all(view, flow -> isSeen(ctx, flow)));
    if (kind.equals(Kind.PROVIDER)) {
      json.put("silentSources", silentSources(ctx));
    }
    json.put(
        kind.list(),
        page.stream()
            .map(
                group -> {
                  Map<String, Object> row = row(ctx, kind, view, group, days.get(group.name()));
                  row.put("incidents", open.getOrDefault(group.name(), List.of()));
                  return row;
                })
            .toList());
    Reply.json(ctx, json);
  }

  /** Names of files and mailboxes are for those who see all mail. */
  private List<Map<String, Object>> silentSources(Context ctx) {
    if (!Caller.of(ctx).domains().isAll()) {
      return List.of();
    }
    return silences.all(System.currentTimeMillis()).stream()
        .map(
            silent -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("name", silent.name());
              json.put("since", silent.since());
              json.put("usualMs", silent.usual());
              return json;
            })
        .toList();
  }

  private void one(Context ctx, Kind kind, List<Kind> parts) {
    String name = ctx.pathParam("name");
    HealthView view = views.of(Params.range(ctx));
    Predicate<Flow> isOf =
        kind.flows().and(flow -> name.equals(kind.by().apply(flow))).and(flow -> isSeen(ctx, flow));
    Group day = days(kind, isOf).get(name);
    Group group =
        view.groups(kind.by(), isOf).stream()
            .findFirst()
            .or(() -> Optional.ofNullable(day).map(FigureRoutes::empty))
            .orElseThrow(
                () ->
                    RequestRefusedException.notFound(
                        "no mail of the last " + view.range().word() + " is known of " + name));
    ExplanationWords words = ExplanationWords.of(Params.language(ctx), ZoneOffset.UTC);
    Map<String, Object> json = head(view);
    json.putAll(row(ctx, kind, view, group, day));
    json.put("reasons", GroupJson.reasons(group.total().reasons(), words));
    for (Kind part : parts) {
      json.put(part.list(), parts(ctx, part, view.groups(part.by(), isOf)));
    }
    json.put("incidents", open(ctx, kind).getOrDefault(name, List.of()));
    json.put("spans", spans(ctx, name, kind, view));
    Reply.json(ctx, json);
  }

  /** Something of which there was mail in the day, and none in the range. */
  private static Group empty(Group day) {
    return new Group(day.name(), new Sum(), day.hour(), List.of());
  }

  /** The last 24 hours, and in them the last hour, stand beside any range. */
  private Map<String, Group> days(Kind kind, Predicate<Flow> which) {
    return views.of(ViewRange.DAY).groups(kind.by(), which).stream()
        .collect(Collectors.toMap(Group::name, group -> group));
  }

  /** All mail to providers; what a filter or relay has goes on to one of them. */
  private static boolean isSeen(Context ctx, Flow flow) {
    return Caller.of(ctx).domains().has(flow.fromDomain());
  }

  private Map<String, Object> all(HealthView view, Predicate<Flow> isSeen) {
    Group group = allOf(view, isSeen);
    Group day = allOf(views.of(ViewRange.DAY), isSeen);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sum", GroupJson.sum(group.total()));
    json.put("day", GroupJson.sum(day.total()));
    json.put("hour", GroupJson.sum(day.hour()));
    json.put("slots", GroupJson.slots(group));
    return json;
  }

  private static Group allOf(HealthView view, Predicate<Flow> isSeen) {
    return view.groups(flow -> "all", isSeen.and(flow -> !flow.isHop())).stream()
        .findFirst()
        .orElse(new Group("all", new Sum(), new Sum(), List.of()));
  }

  private Map<String, Object> head(HealthView view) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("range", view.range().word());
    json.put("from", known(view.begin()));
    json.put("to", known(view.newest()));
    json.put("slotMs", view.range().slotMs());
    asOf.addTo(json);
    return json;
  }

  /** Null while no mail is known: there is no day yet. */
  private static @Nullable Long known(long time) {
    return time == 0 ? null : Long.valueOf(time);
  }

  /**
   * @param day null where there was no mail in the last 24 hours
   */
  private Map<String, Object> row(
      Context ctx, Kind kind, HealthView view, Group group, @Nullable Group day) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", group.name());
    if (HopKey.isHop(group.name())) {
      row.put("hop", HopKey.isFilter(group.name()) ? "FILTER" : "RELAY");
    }
    row.put("label", label(ctx, group));
    row.put("sum", GroupJson.sum(group.total()));
    row.put("day", GroupJson.sum(day == null ? new Sum() : day.total()));
    row.put("hour", GroupJson.sum(day == null ? new Sum() : day.hour()));
    row.put("slots", GroupJson.slots(group));
    if (kind.equals(Kind.PROVIDER)) {
      row.put("delay", delay(delays.of(group.name(), view.begin(), view.newest())));
    }
    return row;
  }

  /** Null where no mail with both times is known. */
  private static @Nullable Map<String, Object> delay(Delays delays) {
    if (delays.count() == 0) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", delays.count());
    json.put("p50", delays.percentile(0.5).orElseThrow());
    json.put("p95", delays.percentile(0.95).orElseThrow());
    json.put("p99", delays.percentile(0.99).orElseThrow());
    return json;
  }

  private List<Map<String, Object>> parts(Context ctx, Kind kind, List<Group> groups) {
    return groups.stream()
        .limit(LIMIT)
        .map(
            group -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("name", group.name());
              json.put("label", kind.equals(Kind.PROVIDER) ? label(ctx, group) : group.name());
              json.put("sum", GroupJson.sum(group.total()));
              return json;
            })
        .toList();
  }

  private String label(Context ctx, Group group) {
    return playbook.providerName(group.name()).in(Params.language(ctx));
  }

  /** Ids of incidents that go on, by what they are of. */
  private Map<String, List<String>> open(Context ctx, Kind kind) {
    return incidents.all().stream()
        .filter(IncidentView::isOpen)
        .filter(alert -> kind.part().apply(alert.scope()) != null && isSeen(ctx, alert))
        .collect(
            Collectors.groupingBy(
                alert -> kind.part().apply(alert.scope()),
                Collectors.mapping(Alert::incidentId, Collectors.toList())));
  }

  private static boolean isSeen(Context ctx, Alert alert) {
    return Caller.of(ctx).domains().has(alert.scope().fromDomain());
  }

  /** When there were incidents of it, for its chart. */
  private List<Map<String, Object>> spans(Context ctx, String name, Kind kind, HealthView view) {
    return incidents.all().stream()
        .filter(alert -> name.equals(kind.part().apply(alert.scope())) && isSeen(ctx, alert))
        .filter(alert -> alert.state() != Alert.State.WITHDRAWN)
        .filter(alert -> IncidentView.isOpen(alert) || alert.resolvedAt() >= view.begin())
        .limit(LIMIT)
        .map(
            alert -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("incidentId", alert.incidentId());
              json.put("severity", alert.severity());
              json.put("onset", alert.onset());
              json.put("end", alert.resolvedAt() == 0 ? null : Long.valueOf(alert.resolvedAt()));
              json.put("label", alert.title().in(Params.language(ctx)));
              return json;
            })
        .toList();
  }

  private static String csv(Group group) {
    Sum sum = group.total();
    return Csv.row(
        group.name(),
        sum.accepted(),
        sum.deferred(),
        sum.bounced(),
        sum.expired(),
        sum.complaints(),
        sum.failed());
  }
}
