package dev.todoku.notify;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Severity;
import dev.todoku.table.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a routing file: sections {@code [target NAME]} and {@code [route]} with settings, one a
 * line.
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
  private static final Set<String> ROUTE_SETTINGS =
      Set.of("severity", "cause", "provider", "from-domain", "to");

  private final TargetFactory factory;
  private final Map<String, TargetSection> targets = new LinkedHashMap<>();
  private final List<TargetSection> routes = new ArrayList<>();

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
        throw line.error("a setting stands before the first [target NAME] or [route]");
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
    } else {
      throw line.error("a section is [target NAME] or [route]");
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
        routes.stream().map(section -> route(section, built)).toList());
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
        section.list("severity", name -> constant(Severity.class, name)),
        section.list("cause", name -> constant(Cause.class, name)),
        section.list("provider", name -> name),
        section.list("from-domain", name -> name.toLowerCase(Locale.ROOT)),
        names.stream()
            .flatMap(name -> targets.get(name).stream().map(Target::name))
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
