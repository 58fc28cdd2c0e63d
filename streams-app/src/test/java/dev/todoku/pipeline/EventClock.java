package dev.todoku.pipeline;

import dev.todoku.schema.Delivery;
import dev.todoku.schema.Origin;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Topics;
import dev.todoku.testing.EmbeddedPipeline;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Moves event time on, in every partition of every stage, by a few deliveries that are of no
 * interest otherwise. What waits for event time then need not wait for the wall clock.
 */
final class EventClock {
  private final EmbeddedPipeline pipeline;
  private final int partitions;
  private int ticks;

  EventClock(EmbeddedPipeline pipeline, int partitions) {
    this.pipeline = pipeline;
    this.partitions = partitions;
  }

  void moveTo(long time) {
    ticks++;
    for (int partition = 0; partition < partitions; partition++) {
      String messageId = firstIn(partition, i -> "tick" + ticks + "." + i + "@clock.test");
      String domain = firstIn(partition, i -> "clock" + i + ".test");
      String recipient = firstIn(partition, i -> "clock" + i + "@" + domain);
      Origin origin = new Origin("clock", null, "clock.test", null, null);
      pipeline.send(
          Topics.DELIVERIES,
          messageId,
          new Delivery(
              messageId, recipient, null, time, time, null, null, SmtpReply.UNKNOWN, origin),
          time);
    }
    pipeline.settle();
  }

  private String firstIn(int partition, IntFunction<String> names) {
    Placement placement = new Placement(partitions);
    return IntStream.range(0, 1_000)
        .mapToObj(names)
        .filter(name -> placement.isRight(name.getBytes(StandardCharsets.UTF_8), partition))
        .findFirst()
        .orElseThrow();
  }
}
