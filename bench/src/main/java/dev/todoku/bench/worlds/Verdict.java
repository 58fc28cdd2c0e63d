package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How right the alerts of one run are.
 *
 * @param falseBlocks incidents that were called a block and are none
 * @param expected how many troubles there were
 * @param found of these, those of which something was reported in time
 * @param right of these, those of which the last word had the right cause and scope
 * @param delays of those found, milliseconds
 * @param mostAlerts alerts of one incident within a day of event time
 * @param open incidents that have not ended
 * @param others causes of the other incidents
 */
record Verdict(
    int falseBlocks,
    int expected,
    int found,
    int right,
    List<Long> delays,
    long mostAlerts,
    long open,
    Map<Cause, Long> others) {
  private static final Set<Cause> BLOCKS =
      EnumSet.of(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK, Cause.DNS_LIST, Cause.CONTENT_BLOCK);

  /** What is left of a trouble may be reported for so long. */
  private static final long AFTERMATH = 12 * HOUR;

  static Verdict of(List<Alert> alerts, List<ExpectedIncident> expected) {
    Map<String, List<Alert>> incidents =
        alerts.stream()
            .collect(
                Collectors.groupingBy(Alert::incidentId, LinkedHashMap::new, Collectors.toList()));
    List<List<Alert>> strange =
        incidents.values().stream()
            .filter(of -> expected.stream().noneMatch(one -> isAbout(of, one)))
            .toList();
    List<Long> delays = expected.stream().map(one -> delay(incidents.values(), one)).toList();
    return new Verdict(
        (int) strange.stream().filter(Verdict::wasBlock).count(),
        expected.size(),
        (int) delays.stream().filter(Objects::nonNull).count(),
        (int) expected.stream().filter(one -> isRight(incidents.values(), one)).count(),
        delays.stream().filter(Objects::nonNull).toList(),
        incidents.values().stream().mapToLong(Verdict::mostInADay).max().orElse(0),
        incidents.values().stream().filter(of -> last(of).state().isOpen()).count(),
        strange.stream()
            .collect(
                Collectors.groupingBy(
                    of -> last(of).cause(), TreeMap::new, Collectors.counting())));
  }

  /** Whether an incident is of the time and the scope of a trouble, whatever its cause. */
  static boolean isAbout(List<Alert> incident, ExpectedIncident one) {
    return incident.stream()
        .anyMatch(
            alert ->
                alert.time() >= one.from()
                    && alert.time() <= one.until() + AFTERMATH
                    && (one.scope() == null || isPart(alert.scope(), one.scope()))
                    && (one.causes().contains(alert.cause())
                        || isBlock(alert.cause()) == isBlock(one.causes().iterator().next())));
  }

  /** A block of an address belongs to the block of its network. */
  private static boolean isPart(Scope scope, Scope of) {
    return scope.equals(of)
        || (Objects.equals(scope.provider(), of.provider())
            && scope.sourceIp() != null
            && of.sourceIp() != null
            && of.sourceIp().endsWith("/24")
            && of.sourceIp().equals(scope.network()));
  }

  private static @Nullable Long delay(Collection<List<Alert>> incidents, ExpectedIncident one) {
    return incidents.stream()
        .filter(of -> isAbout(of, one))
        .map(of -> Math.max(0, of.get(0).time() - one.from()))
        .min(Long::compare)
        .orElse(null);
  }

  private static boolean isRight(Collection<List<Alert>> incidents, ExpectedIncident one) {
    return incidents.stream()
        .filter(of -> isAbout(of, one))
        .anyMatch(
            of ->
                of.stream()
                    .filter(alert -> alert.time() <= one.until())
                    .reduce((older, newer) -> newer)
                    .filter(alert -> one.causes().contains(alert.cause()))
                    .filter(alert -> one.scope() == null || alert.scope().equals(one.scope()))
                    .isPresent());
  }

  private static boolean wasBlock(List<Alert> incident) {
    return incident.stream().anyMatch(alert -> isBlock(alert.cause()));
  }

  private static boolean isBlock(Cause cause) {
    return BLOCKS.contains(cause);
  }

  private static long mostInADay(List<Alert> incident) {
    return incident.stream()
        .collect(Collectors.groupingBy(alert -> alert.time() / DAY, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private static Alert last(List<Alert> incident) {
    return incident.get(incident.size() - 1);
  }
}
