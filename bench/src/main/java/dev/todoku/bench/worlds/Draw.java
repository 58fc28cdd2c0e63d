package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What is drawn for one run of a world.
 *
 * @param perHour single mails an hour of a route
 * @param luck 0 … 1
 * @param begin when the trouble begins, event time
 */
record Draw(double perHour, double luck, long begin) {
  /** Well known, and another company's. */
  static final String DOCOMO = "docomo.ne.jp";

  static final String PROVIDER = "docomo";

  /** Of a run of so many days; the trouble begins in the middle. */
  static Draw of(double perHour, int days, long seed) {
    Random random = new Random(seed * 7_919);
    random.nextInt();
    double luck = random.nextDouble();
    long hour = days / 2 * DAY + (8 + random.nextInt(11)) * HOUR;
    return new Draw(perHour, luck, Calendar.START + hour + random.nextInt(60) * MINUTE);
  }

  boolean isWithin(long time, long duration) {
    return time >= begin && time < begin + duration;
  }

  /** Two From domains over two source IPs that are not near each other. */
  List<SenderRoute> usualRoutes() {
    return routes(List.of("192.0.2.10", "198.51.100.10"), List.of("shop.example", "news.example"));
  }

  List<SenderRoute> routes(List<String> ips, List<String> domains) {
    return routes(ips, domains, DOCOMO);
  }

  List<SenderRoute> routes(List<String> ips, List<String> domains, String recipients) {
    List<SenderRoute> routes = new ArrayList<>();
    for (String ip : ips) {
      for (String domain : domains) {
        routes.add(new SenderRoute(ip, domain, recipients, perHour));
      }
    }
    return routes;
  }

  ExpectedIncident expects(Cause cause, Scope scope, long duration) {
    return new ExpectedIncident(Set.of(cause), scope, begin, begin + duration);
  }

  static Scope ip(String ip) {
    return new Scope(PROVIDER, ip, null);
  }

  static Scope domain(String domain) {
    return new Scope(PROVIDER, null, domain);
  }
}
