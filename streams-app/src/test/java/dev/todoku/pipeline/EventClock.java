package dev.todoku.pipeline;

import dev.todoku.schema.Engagement;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Topics;
import dev.todoku.testing.EmbeddedPipeline;
import dev.todoku.testing.Mail;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Moves event time on, in every partition of every topic and stage, by a few messages that are of
 * no interest otherwise. What waits for event time then need not wait for the wall clock.
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
      Mail mail = Mail.to(recipient, messageId).origin(origin);
      pipeline.send(Topics.SENDS, messageId, mail.send(time), time);
      pipeline.send(Topics.DELIVERIES, messageId, mail.delivery(time), time);
      pipeline.send(
          Topics.BOUNCES, messageId, mail.refusal(time, Reason.SYSTEM_ERROR, Mail.TRY_LATER), time);
      pipeline.send(
          Topics.FEEDBACK,
          messageId,
          new Engagement(messageId, recipient, time, Engagement.Kind.OPEN),
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
