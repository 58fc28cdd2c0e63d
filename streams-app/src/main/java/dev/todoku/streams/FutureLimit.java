package dev.todoku.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far ahead an event's time may be. One event from tomorrow would carry event time along and
 * make all that is true today look late; brokers would refuse what is written of it.
 *
 * <p>This is the one decision that asks the wall clock: a time that has not come yet cannot be that
 * of an event, and nothing in the records can prove it. Read again later, the same record may pass.
 *
 * @param ahead how far clocks of sending hosts may be ahead of this machine's
 * @param clock the time of this machine, epoch milliseconds
 */
public record FutureLimit(Duration ahead, LongSupplier clock) {

  /** The limit by the clock of this machine. */
  public static FutureLimit of(Duration ahead) {
    return new FutureLimit(ahead, System::currentTimeMillis);
  }

  /**
   * The latest time that an event can have, epoch milliseconds.
   *
   * @param writtenAt when the record was written, negative when unknown
   */
  public long latest(long writtenAt) {
    long now = clock.getAsLong();
    long known = writtenAt < 0 ? now : Math.min(writtenAt, now);
    return known + ahead.toMillis();
  }

  /**
   * Why an event cannot have happened, empty when it can.
   *
   * @param time that it claims, epoch milliseconds
   * @param latest that it can have, epoch milliseconds
   */
  public Optional<String> objection(long time, long latest) {
    return time <= latest ? Optional.empty() : Optional.of(reason(time));
  }

  /** Why an event that is written now cannot have happened, empty when it can. */
  public Optional<String> objection(long time) {
    return objection(time, latest(-1));
  }

  /** One phrase for a person, whoever refuses the event. */
  private String reason(long time) {
    return "its time is ahead: "
        + Instant.ofEpochMilli(time)
        + " is more than "
        + describe()
        + " after it was written or read; does its writer's clock or time zone differ?";
  }

  private String describe() {
    long seconds = ahead.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds";
  }
}
