package dev.todoku.app;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that takes nothing more once a transaction was aborted.
 *
 * <p>All tasks of a thread share a transaction. Kafka Streams aborts it when it gives up one of
 * them, and during a rebalance it does not commit the others before: they go on after the input
 * whose results were thrown away, and commit that as read. Whoever finds its producer fenced gives
 * up all its tasks, begins again with a new producer, and reads from what was committed.
 */
class RewindingProducer extends KafkaProducer<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(RewindingProducer.class);

  private boolean hasAborted;

  /**
   * Connects.
   *
   * @param settings of a Kafka producer
   */
  RewindingProducer(Map<String, Object> settings) {
    super(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Begins a transaction.
   *
   * @throws ProducerFencedException when one was aborted before
   */
  @Override
  public void beginTransaction() {
    if (hasAborted) {
      throw new ProducerFencedException(
          "a transaction was aborted: its input is read again from what was committed");
    }
    super.beginTransaction();
  }

  @Override
  public void abortTransaction() {
    LOG.info("a transaction was aborted; this thread reads again from what was committed");
    hasAborted = true;
    super.abortTransaction();
  }
}
