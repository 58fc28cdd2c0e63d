package dev.todoku.cli.collect;

import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.push.Inbox;
import dev.todoku.collect.push.SeenMails;
import java.util.Map;

/** Messages that are brought here and known when they are brought again. */
final class BounceInbox implements LocalSources.Inbox {
  /** They are held in memory, 1 MiB each at most. */
  private static final int MOST_WAITING = 64;

  private final SeenMails seen = new SeenMails();
  private final Inbox inbox;

  /**
   * Empty.
   *
   * @param name what it is called in messages
   */
  BounceInbox(String name) {
    inbox = new Inbox(name, MOST_WAITING, seen);
  }

  Inbox inbox() {
    return inbox;
  }

  @Override
  public CollectorSource source(Map<String, byte[]> stored) {
    seen.restore(stored);
    return inbox;
  }
}
