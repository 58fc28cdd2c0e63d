package dev.todoku.web;

import dev.todoku.readmodel.Group;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.readmodel.Sum;
import dev.todoku.schema.Alert;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Open incidents, and the last hour's mail by provider, source IP and From domain. The series come
 * and go, so they are made anew for each reading. Every instance says the same: take the maximum.
 */
final class ScopeMeters {
  /** Without a bound, a sender with many domains would have as many series. */
  private static final int MOST_FLOWS = 200;

  private static final int MOST_INCIDENTS = 200;
  private static final char SEPARATOR = '\t';

  private final MultiGauge open;
  private final MultiGauge messages;
  private final IncidentView incidents;
  private final HealthView health;

  ScopeMeters(MeterRegistry meters, IncidentView incidents, HealthView health) {
    this.incidents = incidents;
    this.health = health;
    open =
        MultiGauge.builder("todoku.incident.open")
            .description("1 for each incident that goes on, the latest 200")
            .register(meters);
    messages =
        MultiGauge.builder("todoku.last.hour.messages")
            .description("Messages of the last hour of event time, of the 200 largest flows")
            .register(meters);
  }

  /** Makes the series anew. */
  void refresh() {
    open.register(
        incidents.all().stream()
            .filter(IncidentView::isOpen)
            .limit(MOST_INCIDENTS)
            .<MultiGauge.Row<?>>map(ScopeMeters::row)
            .toList(),
        true);
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    health
        .groups(
            flow -> flow.provider() + SEPARATOR + flow.sourceIp() + SEPARATOR + flow.fromDomain(),
            flow -> !flow.isHop())
        .stream()
        .filter(group -> group.hour().ended() + group.hour().deferred() > 0)
        .limit(MOST_FLOWS)
        .forEach(group -> addRows(rows, group));
    messages.register(rows, true);
  }

  private static MultiGauge.Row<?> row(Alert alert) {
    Tags tags =
        Tags.of(
            "incident",
            alert.incidentId(),
            "cause",
            alert.cause().name(),
            "severity",
            alert.severity().name().toLowerCase(Locale.ROOT),
            "provider",
            label(alert.scope().provider()),
            "source_ip",
            label(alert.scope().sourceIp()),
            "from_domain",
            label(alert.scope().fromDomain()));
    return MultiGauge.Row.of(tags, 1);
  }

  private static void addRows(List<MultiGauge.Row<?>> rows, Group group) {
    String[] flow = group.name().split(String.valueOf(SEPARATOR), -1);
    Tags tags = Tags.of("provider", flow[0], "source_ip", flow[1], "from_domain", flow[2]);
    Sum hour = group.hour();
    add(rows, tags, "accepted", hour, Sum::accepted);
    add(rows, tags, "deferred", hour, Sum::deferred);
    add(rows, tags, "bounced", hour, Sum::bounced);
    add(rows, tags, "expired", hour, Sum::expired);
    add(rows, tags, "complaint", hour, Sum::complaints);
  }

  private static void add(
      List<MultiGauge.Row<?>> rows, Tags tags, String result, Sum hour, ToLongFunction<Sum> count) {
    rows.add(MultiGauge.Row.of(tags.and("result", result), count.applyAsLong(hour)));
  }

  private static String label(@Nullable String value) {
    return value == null ? "" : value;
  }
}
