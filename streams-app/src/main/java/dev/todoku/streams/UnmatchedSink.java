package dev.todoku.streams;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import dev.todoku.schema.Unmatched.UnmatchedEvent;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Where events go whose message is not known: seen, and counting against nobody. */
public final class UnmatchedSink {
  private final TypedSink<String, Unmatched> sink;
  private final Address address;
  private final PipelineMetrics metrics;

  public UnmatchedSink(
      ProcessorContext<Object, Object> context,
      String stage,
      Address address,
      PipelineMetrics metrics) {
    this.sink = new TypedSink<>(context, Names.sink(stage, Topics.UNMATCHED.name()));
    this.address = address;
    this.metrics = metrics;
  }

  public Unmatched send(MailEvent event, List<MatchedBy> tried, String why) {
    Unmatched unmatched = new Unmatched(UnmatchedEvent.of(event), tried, why, event.time());
    sink.send(address.normal(recipientOf(event)), unmatched, event.time());
    metrics.unmatched(event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    return unmatched;
  }

  public static String recipientOf(MailEvent event) {
    if (event instanceof Bounce bounce) {
      return bounce.sentTo();
    }
    return event instanceof Complaint complaint
        ? complaint.recipient()
        : ((Engagement) event).recipient();
  }
}
