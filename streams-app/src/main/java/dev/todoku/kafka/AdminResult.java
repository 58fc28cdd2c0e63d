package dev.todoku.kafka;

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
      throw new SetupException(describe(cause), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException("interrupted while waiting for Kafka", e);
    }
  }

  private static String describe(Throwable cause) {
    String detail = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return cause instanceof TimeoutException
        ? "Kafka does not answer (" + detail + "): check bootstrap.servers and that it runs"
        : "Kafka refused: " + detail;
  }
}
