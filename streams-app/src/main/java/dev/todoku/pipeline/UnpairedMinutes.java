package dev.todoku.pipeline;

import dev.todoku.unpaired.UnpairedMinute;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts halves, and passes the counts on once a minute: two further records a message would be as
 * many as all that the stage writes otherwise.
 */
final class UnpairedMinutes {
  private final OpenMinutes<UnpairedMinute> minutes;
  private final Outlet<String, Object> outlet;

  UnpairedMinutes(KeyValueStore<String, byte[]> store, Outlet<String, Object> outlet) {
    this.minutes = new OpenMinutes<>(store, UnpairedMinute::encode, UnpairedMinute::decode);
    this.outlet = outlet;
  }

  /**
   * Counts some.
   *
   * @param now event time that all that is read has passed
   */
  void add(List<UnpairedMinute> parts, long now) {
    for (UnpairedMinute part : parts) {
      minutes.change(
          OpenMinutes.minuteOf(now),
          UnpairedProcessor.watchOf(part) + part.due(),
          known -> known == null ? part : known.plus(part));
    }
  }

  /** Passes on what was counted in the minutes before that of {@code now}. */
  void flush(long now) {
    minutes
        .takeOver(now)
        .forEach(minute -> outlet.send(minute.about().subject(), minute, minute.minute()));
  }
}
