package dev.todoku.bench.worlds;

import dev.todoku.schema.RouteFact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One world: who sends, and what becomes of it. A world is made for one run and may remember. */
interface World {
  List<SenderRoute> routes();

  /** What the provider answers; null for what is usual. */
  @Nullable Answer answer(WorldAttempt attempt);

  /** How many times the usual volume is sent. */
  default double volume(SenderRoute route, long time) {
    return 1;
  }

  /** Single mails of an hour that go to people who never had mail, beyond the usual. */
  default double strangersPerHour(SenderRoute route, long time) {
    return 0;
  }

  /** The share of mail that goes to people who never had any, beside strangers and lists. */
  default double newcomers() {
    return .08;
  }

  /** What the DNS says of recipient domains: who runs their mailboxes. */
  default List<RouteFact> routeFacts() {
    return List.of();
  }

  /** Whether the campaigns of {@code time} go to a list that was bought. */
  default boolean isBadList(SenderRoute route, long time) {
    return false;
  }

  /** Whether events name kinds of mail and campaigns; a log of Postfix does not. */
  default boolean namesCampaigns() {
    return true;
  }

  /** Complaints of a message that was accepted, on average. */
  default double complaints(WorldAttempt attempt) {
    return .0001;
  }

  List<ExpectedIncident> expected();
}
