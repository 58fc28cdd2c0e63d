package dev.todoku.schema;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bounce or a feedback event whose message is not known. It counts against nobody: anyone can
 * forge a bounce.
 *
 * @param event what came
 * @param tried identities that were looked up, in order; empty when it named none
 * @param why in one line, for a person
 * @param time event time of what came
 */
public record Unmatched(UnmatchedEvent event, List<MatchedBy> tried, String why, long time) {

  public Unmatched {
    Required.present(event, "event");
    tried = Required.list(tried, "tried");
    Required.text(why, "why", Limits.REPLY);
    Required.time(time, "time");
  }

  /**
   * Exactly one of the three is set, the others are null.
   *
   * @param bounce a bounce
   * @param complaint a complaint
   * @param engagement an open or a click
   */
  public record UnmatchedEvent(
      @Nullable Bounce bounce, @Nullable Complaint complaint, @Nullable Engagement engagement) {

    public UnmatchedEvent {
      long set = Stream.of(bounce, complaint, engagement).filter(Objects::nonNull).count();
      if (set != 1) {
        throw new IllegalArgumentException(
            "bounce, complaint or engagement is required, exactly one; there are " + set);
      }
    }

    /** {@code event}, which is a {@link Bounce} or a {@link FeedbackEvent}. */
    public static UnmatchedEvent of(MailEvent event) {
      return new UnmatchedEvent(
          event instanceof Bounce b ? b : null,
          event instanceof Complaint c ? c : null,
          event instanceof Engagement e ? e : null);
    }
  }
}
