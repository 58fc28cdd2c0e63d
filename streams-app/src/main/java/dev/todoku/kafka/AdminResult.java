package dev.todoku.kafka;

import dev.todoku.text.ErrorText;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits for what an administrative client answers. */
public final class AdminResult {
  private AdminResult() {}

  /**
   * The answer.
   *
   * @throws SetupException when there is none or it is a refusal; the cause is Kafka's own
   *     exception
   */
  public static <T> T of(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SetupException(cause, describe(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException(e, ErrorText.of("kafka.interrupted"));
    }
  }

  private static ErrorText describe(Throwable cause) {
    String detail = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return ErrorText.of(
        cause instanceof TimeoutException ? "kafka.silent" : "kafka.refused", detail);
  }
}
