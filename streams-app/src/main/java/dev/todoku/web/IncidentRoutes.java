package dev.todoku.web;

import dev.todoku.readmodel.IncidentNotes;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.IncidentNote;
import dev.todoku.schema.JsonSerde;
import dev.todoku.text.Csv;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Incidents as last reported, with evidence and remedy in both languages. */
final class IncidentRoutes {
  private static final int LIMIT = 50;
  private static final int MOST = 1_000;
  private static final int MOST_OFFSET = 1_000_000;
  private static final JsonSerde<Alert> ALERT = JsonSerde.of(Alert.class);
  private static final JsonSerde<IncidentNote> NOTE = JsonSerde.of(IncidentNote.class);

  private final IncidentView incidents;
  private final IncidentNotes notes;
  private final Playbook playbook;
  private final AsOf asOf;
  private final GrafanaLinks grafana;

  IncidentRoutes(
      IncidentView incidents,
      IncidentNotes notes,
      Playbook playbook,
      AsOf asOf,
      GrafanaLinks grafana) {
    this.incidents = incidents;
    this.notes = notes;
    this.playbook = playbook;
    this.asOf = asOf;
    this.grafana = grafana;
  }

  /**
   * {@code state=open} leaves out those that have ended; {@code from} and {@code to} limit; {@code
   * brief=yes} leaves out evidence and remedy, which is most of it.
   */
  void all(Context ctx) {
    // Checked also where there is no incident to choose.
    String state = Params.oneOf(ctx, "state", "all", "open");
    boolean isBrief = Params.oneOf(ctx, "brief", "no", "yes").equals("yes");
    long from = Params.time(ctx, "from", Long.MIN_VALUE);
    long to = Params.time(ctx, "to", Long.MAX_VALUE);
    List<Alert> chosen =
        incidents.all().stream()
            .filter(alert -> isChosen(alert, state, from, to))
            .filter(alert -> isSeen(ctx, alert))
            .toList();
    List<Alert> page = Params.part(ctx, chosen, LIMIT, MOST, MOST_OFFSET);
    if (Params.isCsv(ctx)) {
      String header =
          Csv.row(
              "incident",
              "state",
              "cause",
              "severity",
              "provider",
              "source_ip",
              "from_domain",
              "onset",
              "resolved_at",
              "attempts",
              "failures",
              "title");
      Reply.csv(ctx, "incidents", header, page.stream(), alert -> csv(ctx, alert));
      return;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    asOf.addTo(json);
    json.put("total", chosen.size());
    json.put(
        "incidents",
        page.stream().map(alert -> isBrief ? brief(alert) : json(ctx, alert)).toList());
    Reply.json(ctx, json);
  }

  void one(Context ctx) {
    String id = Params.required(ctx, "id");
    Alert alert =
        incidents
            .find(id)
            .filter(known -> isSeen(ctx, known))
            .orElseThrow(() -> RequestRefusedException.notFound("there is no incident " + id));
    ObjectNode json = json(ctx, alert);
    json.putPOJO("revisions", incidents.revisions(id));
    grafana.incident(alert).ifPresent(link -> json.put("grafana", link));
    Reply.json(ctx, json);
  }

  private static boolean isSeen(Context ctx, Alert alert) {
    return Caller.of(ctx).domains().has(alert.scope().fromDomain());
  }

  private static boolean isChosen(Alert alert, String state, long from, long to) {
    boolean fits = state.equals("all") || IncidentView.isOpen(alert);
    long end = alert.resolvedAt() == 0 ? Long.MAX_VALUE : alert.resolvedAt();
    return fits && end >= from && alert.onset() <= to;
  }

  /** The record, with its provider's name for a person and what people did about it. */
  private ObjectNode json(Context ctx, Alert alert) {
    ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(ALERT.write(alert));
    if (alert.scope().provider() != null) {
      String name = playbook.providerName(alert.scope().provider()).in(Params.language(ctx));
      json.put("providerLabel", name);
    }
    json.putPOJO("headline", playbook.headline(alert));
    addNotes(json, alert);
    return json;
  }

  /** As much as a list shows. */
  private ObjectNode brief(Alert alert) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("incidentId", alert.incidentId());
    json.putPOJO("state", alert.state());
    json.putPOJO("cause", alert.cause());
    json.putPOJO("severity", alert.severity());
    json.putPOJO("scope", alert.scope());
    json.put("onset", alert.onset());
    json.put("time", alert.time());
    json.put("resolvedAt", alert.resolvedAt());
    json.putPOJO("headline", playbook.headline(alert));
    addNotes(json, alert);
    return json;
  }

  private void addNotes(ObjectNode json, Alert alert) {
    ArrayNode done = json.putArray("notes");
    notes.of(alert.incidentId()).stream()
        .map(note -> JsonMapper.shared().readTree(NOTE.write(note)))
        .forEach(done::add);
  }

  private String csv(Context ctx, Alert alert) {
    Evidence evidence = alert.evidence();
    return Csv.row(
        alert.incidentId(),
        alert.state(),
        alert.cause(),
        alert.severity(),
        alert.scope().provider(),
        alert.scope().sourceIp(),
        alert.scope().fromDomain(),
        Instant.ofEpochMilli(alert.onset()),
        alert.resolvedAt() == 0 ? null : Instant.ofEpochMilli(alert.resolvedAt()),
        evidence.attempts(),
        evidence.failures(),
        playbook.headline(alert).in(Params.language(ctx)));
  }
}
