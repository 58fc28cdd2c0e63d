package dev.todoku.app;

import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last net: a record that a processor fails on becomes a dead letter and the stream goes on. A
 * failure of Kafka or of a store is not the record's; going on would lay down everything.
 */
public final class BadRecords implements ProcessingExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BadRecords.class);

  @Override
  public void configure(Map<String, ?> configs) {
    // Nothing to set.
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
    if (error instanceof KafkaException) {
      return Response.fail();
    }
    LOG.error(
        "{} failed on {}-{} at offset {}; it is on {} now",
        context.processorNodeId(),
        context.topic(),
        context.partition(),
        context.offset(),
        Topics.DEAD_LETTERS.name(),
        error);
    return Response.resume(
        List.of(
            new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                null,
                // A punctuation has no record, and may have no time.
                Math.max(0, context.timestamp()),
                context.sourceRawKey(),
                context.sourceRawValue(),
                headers(context, error))));
  }

  private static Headers headers(ErrorHandlerContext context, Exception error) {
    Headers headers = new RecordHeaders();
    header(headers, "todoku.stage", context.processorNodeId());
    header(headers, "todoku.reason", "processing failed: " + error);
    header(headers, "todoku.topic", context.topic());
    header(headers, "todoku.partition", Integer.toString(context.partition()));
    header(headers, "todoku.offset", Long.toString(context.offset()));
    header(headers, "todoku.timestamp", Long.toString(context.timestamp()));
    return headers;
  }

  private static void header(Headers headers, String name, String value) {
    headers.add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
  }
}
