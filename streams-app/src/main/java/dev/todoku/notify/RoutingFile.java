package dev.todoku.notify;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Severity;
import dev.todoku.table.Line;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a routing file: sections {@code [target NAME]}, {@code [route]} and {@code [maintenance]}
 * with settings, one a line.
 *
 * <pre>
 * [target ops]
 * type = slack
 * url = ${env:SLACK_WEBHOOK}
 *
 * [route]
 * severity = CRITICAL, PAUSE
 * to = ops
 * </pre>
 */
public final class RoutingFile {
  private static final Pattern TARGET = Pattern.compile("\\[target ([A-Za-z0-9_-]{1,40})]");
  private static final String ROUTE = "[route]";
  private static final String MAINTENANCE = "[maintenance]";
  private static final Set<String> FILTER_SETTINGS =
      Set.of("severity", "cause", "provider", "source-ip", "from-domain");
  private static final Set<String> ROUTE_SETTINGS = with(FILTER_SETTINGS, "to");
  private static final Set<String> MAINTENANCE_SETTINGS =
      with(FILTER_SETTINGS, "from", "until", "daily", "zone");

  private final TargetFactory factory;
  private final Map<String, TargetSection> targets = new LinkedHashMap<>();
  private final List<TargetSection> routes = new ArrayList<>();
  private final List<TargetSection> maintenance = new ArrayList<>();

  private RoutingFile(TargetFactory factory) {
    this.factory = factory;
  }

  /**
   * Reads routing.
   *
   * @throws IllegalArgumentException with file and line when it is wrong
   */
  public static Routing parse(List<Line> lines, TargetFactory factory) {
    RoutingFile file = new RoutingFile(factory);
    file.read(lines);
    return file.routing(lines);
  }

  private void read(List<Line> lines) {
    TargetSection section = null;
    for (Line line : lines) {
      String text = line.text().strip();
      if (text.startsWith("[")) {
        section = begin(line, text);
      } else if (section == null) {
        throw line.error("a setting stands before the first section, such as [target NAME]");
      } else {
        section.add(line);
      }
    }
  }

  private TargetSection begin(Line line, String text) {
    Matcher target = TARGET.matcher(text);
    TargetSection section;
    if (target.matches()) {
      section = new TargetSection(target.group(1), line);
      if (targets.put(section.name(), section) != null) {
        throw line.error("target " + section.name() + " stands here twice");
      }
    } else if (text.equals(ROUTE)) {
      section = new TargetSection(ROUTE, line);
      routes.add(section);
    } else if (text.equals(MAINTENANCE)) {
      section = new TargetSection(MAINTENANCE, line);
      maintenance.add(section);
    } else {
      throw line.error("a section is [target NAME], [route] or [maintenance]");
    }
    return section;
  }

  private Routing routing(List<Line> lines) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(
          (lines.isEmpty() ? "the routing file" : lines.get(0).file()) + " has no [target NAME]");
    }
    Map<String, List<Target>> built = new LinkedHashMap<>();
    targets.forEach((name, section) -> built.put(name, factory.targets(section)));
    return new Routing(
        built.values().stream().flatMap(List::stream).toList(),
        routes.stream().map(section -> route(section, built)).toList(),
        maintenance.stream().map(this::maintenance).toList());
  }

  private PlannedMaintenance maintenance(TargetSection section) {
    section.allowOnly(MAINTENANCE_SETTINGS);
    AlertFilter filter = filter(section);
    ZoneId zone = section.value("zone", factory.zone(), TargetFactory::zone);
    Optional<QuietHours> daily = section.value("daily", text -> QuietHours.parse(text, zone));
    if (daily.isPresent()) {
      return new PlannedMaintenance(filter, null, null, daily.get());
    }
    Instant from = time(section, "from", zone);
    Instant until = time(section, "until", zone);
    if (!from.isBefore(until)) {
      throw section.error("until", "until is not after from");
    }
    return new PlannedMaintenance(filter, from, until, null);
  }

  private static Instant time(TargetSection section, String key, ZoneId zone) {
    section.require(key);
    return section
        .value(
            key,
            text -> {
              try {
                return LocalDateTime.parse(text).atZone(zone).toInstant();
              } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                    text + " is no time, such as 2026-12-01T02:00", e);
              }
            })
        .orElseThrow();
  }

  private static AlertFilter filter(TargetSection section) {
    return new AlertFilter(
        section.list("severity", name -> constant(Severity.class, name)),
        section.list("cause", name -> constant(Cause.class, name)),
        section.list("provider", name -> name),
        section.list("source-ip", name -> name),
        section.list("from-domain", name -> name.toLowerCase(Locale.ROOT)));
  }

  private static Set<String> with(Set<String> names, String... more) {
    return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  private static AlertRoute route(TargetSection section, Map<String, List<Target>> targets) {
    section.allowOnly(ROUTE_SETTINGS);
    Set<String> names = section.list("to", name -> name);
    if (names.isEmpty()) {
      throw section.error("a route needs a setting \"to\"");
    }
    for (String name : names) {
      if (!targets.containsKey(name)) {
        throw section.error("to", "there is no [target " + name + "]");
      }
    }
    return new AlertRoute(
        filter(section),
        names.stream()
            .flatMap(name -> targets.getOrDefault(name, List.of()).stream().map(Target::name))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The constant of that name in any case. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    Function<E, String> spelled = value -> value.name().toLowerCase(Locale.ROOT);
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> spelled.apply(value).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " is none of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "))));
  }
}
