package dev.todoku.notify;

import dev.todoku.remedy.IncidentLink;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.text.FailedShare;
import dev.todoku.text.Language;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * A notification in the words of one language. Its headline is what a phone shows: what goes on
 * comes first, who says so is known from the app.
 */
public final class AlertText {
  private static final int STEPS = 2;

  /** What is said of an incident in a word or two. */
  public record Fact(String label, String value) {}

  private final Playbook playbook;
  private final Language language;
  private final ResourceBundle words;
  private final DateTimeFormatter day;
  private final DateTimeFormatter time;
  private final ZoneId zone;
  private final IncidentLink link;

  /**
   * The words of a target.
   *
   * @param zone in which times are written
   * @param page where the page of Todoku is, without a slash at its end; empty for no links
   */
  public AlertText(Playbook playbook, Language language, ZoneId zone, String page) {
    this.playbook = playbook;
    this.language = language;
    this.zone = zone;
    this.link = new IncidentLink(page);
    words = language.bundle("dev.todoku.notify.notify");
    day = DateTimeFormatter.ofPattern(words.getString("day"), language.locale()).withZone(zone);
    time = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone);
  }

  /** One line: why it is sent, and what goes on. */
  String headline(Notification notification) {
    Alert alert = notification.alert();
    String title = alert.title().in(language.code());
    String mark = word("mark." + alert.severity());
    return switch (notification.kind()) {
      case OPENED -> mark + ' ' + title;
      case UPDATED -> mark + ' ' + say("updated", changes(notification), title);
      case REMINDER ->
          word("mark.reminder")
              + ' '
              + say("reminder", duration(alert.onset(), notification.at().toEpochMilli()), title);
      case ENDED ->
          word("mark.ended")
              + ' '
              + say("ended", duration(alert.onset(), alert.resolvedAt()), endedTitle(alert));
      case WITHDRAWN -> word("mark.withdrawn") + ' ' + say("withdrawn", title);
    };
  }

  private String endedTitle(Alert alert) {
    return playbook.endedTitle(alert.cause(), alert.scope(), alert.evidence()).in(language.code());
  }

  /** What of the incident is other than when the target was notified last. */
  private String changes(Notification notification) {
    Alert alert = notification.alert();
    Delivered last = Objects.requireNonNull(notification.previous());
    List<String> changes = new ArrayList<>();
    if (last.severity() != alert.severity()) {
      changes.add(
          say(
              alert.severity().compareTo(last.severity()) > 0 ? "severity.up" : "severity.down",
              word("severity." + last.severity()),
              word("severity." + alert.severity())));
    }
    if (last.cause() != alert.cause()) {
      changes.add(word("cause.changed"));
    }
    if (!last.scope().equals(alert.scope())) {
      changes.add(say("scope.changed", scope(last.scope()), scope(alert.scope())));
    }
    return String.join(word("and"), changes);
  }

  /** The facts that decide whether one gets up. */
  List<Fact> facts(Notification notification) {
    Alert alert = notification.alert();
    Scope scope = alert.scope();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(word("label.severity"), word("severity." + alert.severity())));
    if (scope.provider() != null) {
      facts.add(new Fact(word("label.provider"), provider(scope.provider())));
    }
    if (scope.sourceIp() != null) {
      facts.add(new Fact(word("label.ip"), scope.sourceIp()));
    }
    if (scope.fromDomain() != null) {
      facts.add(new Fact(word("label.domain"), scope.fromDomain()));
    }
    facts.add(new Fact(word("label.failed"), failed(alert.evidence())));
    if (alert.resolvedAt() == 0) {
      facts.add(new Fact(word("label.since"), day(alert.onset())));
    } else {
      facts.add(new Fact(word("label.from.to"), period(alert.onset(), alert.resolvedAt())));
    }
    return facts;
  }

  /** The first steps of the remedy; none of what is over. */
  List<String> steps(Notification notification) {
    return notification.isOver()
        ? List.of()
        : notification.alert().remedy().stream().limit(STEPS).map(this::step).toList();
  }

  private String step(RemedyStep step) {
    String text = step.text().in(language.code());
    return step.where() == null ? text : text + ' ' + step.where();
  }

  /** Where the incident stands on the page; empty when nobody said where the page is. */
  Optional<String> link(Alert alert) {
    return link.of(alert.incidentId());
  }

  /** All of it but the headline, for what shows plain text. */
  String body(Notification notification) {
    List<String> lines = new ArrayList<>();
    facts(notification).forEach(fact -> lines.add(fact.label() + word("colon") + fact.value()));
    List<String> steps = steps(notification);
    if (!steps.isEmpty()) {
      lines.add("");
      lines.add(word("label.steps"));
      for (int i = 0; i < steps.size(); i++) {
        lines.add((i + 1) + ". " + steps.get(i));
      }
    }
    link(notification.alert())
        .ifPresent(
            link -> {
              lines.add("");
              lines.add(link);
            });
    return String.join("\n", lines);
  }

  /** A word of its language. */
  String word(String key) {
    return words.getString(key);
  }

  /** A moment with its day and zone. */
  String day(long time) {
    return day.format(Instant.ofEpochMilli(time));
  }

  String language() {
    return language.code();
  }

  String provider(String name) {
    return playbook.providerName(name).in(language.code());
  }

  private String scope(Scope scope) {
    List<String> parts = new ArrayList<>();
    if (scope.provider() != null) {
      parts.add(provider(scope.provider()));
    }
    if (scope.sourceIp() != null) {
      parts.add(scope.sourceIp());
    }
    if (scope.fromDomain() != null) {
      parts.add(scope.fromDomain());
    }
    return parts.isEmpty() ? word("everything") : String.join(" / ", parts);
  }

  String failed(Evidence evidence) {
    long attempts = Math.max(evidence.attempts(), evidence.failures());
    return say(
        "failed",
        String.format(Locale.ROOT, "%,d", evidence.failures()),
        String.format(Locale.ROOT, "%,d", attempts),
        FailedShare.percent(evidence.failures(), attempts));
  }

  private String period(long from, long to) {
    LocalDate first = LocalDate.ofInstant(Instant.ofEpochMilli(from), zone);
    LocalDate last = LocalDate.ofInstant(Instant.ofEpochMilli(to), zone);
    String end = first.equals(last) ? time.format(Instant.ofEpochMilli(to)) : day(to);
    return say("period", day(from), end, duration(from, to));
  }

  private String duration(long from, long to) {
    Duration duration = Duration.ofMillis(Math.max(0, to - from));
    if (duration.toDays() > 0) {
      return say("days", String.valueOf(duration.toDays()), String.valueOf(duration.toHoursPart()));
    }
    return duration.toHours() > 0
        ? say("hours", String.valueOf(duration.toHours()), String.valueOf(duration.toMinutesPart()))
        : say("minutes", String.valueOf(duration.toMinutes()));
  }

  private String say(String key, Object... values) {
    return new MessageFormat(words.getString(key), language.locale()).format(values);
  }
}
