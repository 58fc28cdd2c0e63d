package dev.todoku.cli.replay;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What a source gives: a record to write, or something that cannot be written. */
public sealed interface ReplayItem {

  /** When it happened, in milliseconds since 1970. */
  long time();

  /** Where it stands, as in {@code mail.log:12}. */
  String place();

  /** A record to write. Its timestamp is when it happened. */
  record Entry(ProducerRecord<byte[], byte[]> toWrite, String place) implements ReplayItem {

    static Entry of(String topic, byte[] key, byte[] value, long time, String place) {
      return new Entry(new ProducerRecord<>(topic, null, time, key, value), place);
    }

    @Override
    public long time() {
      return toWrite.timestamp();
    }
  }

  /**
   * Something that cannot be written.
   *
   * @param why in words that follow the place
   */
  record Skipped(long time, String place, String why) implements ReplayItem {}
}
