package dev.todoku.app;

import dev.todoku.schema.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that could not be written. What Kafka refuses for its time or size
 * becomes a dead letter when the thread that takes over writes it again. Not at once: its
 * transaction is lost, and without one this runs in the thread that sends, where waiting for the
 * partitions of another topic would wait for itself.
 */
public final class RefusedRecords implements ProductionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedRecords.class);

  @SuppressWarnings("NullAway.Init") // Kafka configures what it makes.
  private RefusedOutputs refused;

  @Override
  public void configure(Map<String, ?> configs) {
    refused = RefusedOutputs.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception error) {
    if (error instanceof RetriableException) {
      return Response.retry();
    }
    if (!RefusedOutputs.isRefusal(error)) {
      return Response.fail();
    }
    String reason = "Kafka refused it for " + record.topic() + ": " + firstLine(error);
    LOG.warn(
        "{} with time {} of {}; it goes to {}",
        reason,
        record.timestamp(),
        context.processorNodeId(),
        Topics.DEAD_LETTERS.name());
    refused.add(record, reason);
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception error,
      SerializationExceptionOrigin origin) {
    return Response.fail();
  }

  private static String firstLine(Exception error) {
    return error.getClass().getSimpleName()
        + ": "
        + String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }
}
