package dev.todoku.bench.worlds;

import java.util.List;

/** One world: who sends, and what becomes of it. A world is made for one run and may remember. */
interface World {
  List<Route> routes();

  /** What the provider answers; null for what is usual. */
  Answer answer(Attempt attempt);

  /** How many times the usual volume is sent. */
  default double volume(Route route, long time) {
    return 1;
  }

  /** Single mails of an hour that go to people who never had mail, beyond the usual. */
  default double strangersPerHour(Route route, long time) {
    return 0;
  }

  /** Whether the campaigns of {@code time} go to a list that was bought. */
  default boolean isBadList(Route route, long time) {
    return false;
  }

  /** Complaints of a message that was accepted, on average. */
  default double complaints(Attempt attempt) {
    return .0001;
  }

  List<Expected> expected();
}
