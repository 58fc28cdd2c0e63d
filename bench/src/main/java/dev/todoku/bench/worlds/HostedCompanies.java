package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;

import dev.todoku.schema.RouteFact;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Two of ten companies whose mailboxes one provider runs refuse all mail from some time on. */
final class HostedCompanies implements World {
  private static final int COMPANIES = 10;
  private static final String HOST = "mail.protection.outlook.com";
  private static final Set<String> REFUSING = Set.of(company(3), company(7));

  private final Draw draw;

  HostedCompanies(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    double perHour = draw.perHour() / COMPANIES;
    return IntStream.range(0, COMPANIES)
        .mapToObj(i -> new SenderRoute("192.0.2.10", "shop.example", company(i), perHour))
        .toList();
  }

  @Override
  public List<RouteFact> routeFacts() {
    return IntStream.range(0, COMPANIES).mapToObj(HostedCompanies::routeOf).toList();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return attempt.time() >= draw.begin() && REFUSING.contains(attempt.route().recipientDomain())
        ? Answer.refused("550 5.7.1 Rejected by a transport rule of the organization")
        : null;
  }

  private static String company(int i) {
    return "company" + i + ".example";
  }

  private static RouteFact routeOf(int i) {
    return new RouteFact(
        company(i),
        Calendar.START,
        Calendar.START + 30 * DAY,
        RouteFact.State.MX,
        "microsoft",
        List.of(HOST),
        List.of());
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
