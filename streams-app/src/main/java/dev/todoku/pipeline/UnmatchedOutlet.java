package dev.todoku.pipeline;

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
final class UnmatchedOutlet {
  private final Outlet<String, Unmatched> outlet;
  private final Address address;
  private final PipelineMetrics metrics;

  UnmatchedOutlet(
      ProcessorContext<Object, Object> context,
      String stage,
      Address address,
      PipelineMetrics metrics) {
    this.outlet = new Outlet<>(context, Names.sink(stage, Topics.UNMATCHED.name()));
    this.address = address;
    this.metrics = metrics;
  }

  Unmatched send(MailEvent event, List<MatchedBy> tried, String why) {
    Unmatched unmatched = new Unmatched(UnmatchedEvent.of(event), tried, why, event.time());
    outlet.send(address.normal(recipientOf(event)), unmatched, event.time());
    metrics.unmatched(event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    return unmatched;
  }

  static String recipientOf(MailEvent event) {
    if (event instanceof Bounce bounce) {
      return bounce.sentTo();
    }
    return event instanceof Complaint complaint
        ? complaint.recipient()
        : ((Engagement) event).recipient();
  }
}
