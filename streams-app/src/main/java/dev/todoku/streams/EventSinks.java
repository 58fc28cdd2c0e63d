package dev.todoku.streams;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Publishes what an intake has read, each event on its topic under its key. */
public final class EventSinks {
  private final TypedSink<String, Send> sends;
  private final TypedSink<String, DeliveryEvent> deliveries;
  private final TypedSink<String, Bounce> bounces;
  private final TypedSink<String, FeedbackEvent> feedback;
  private final Address address;
  private final EventReasons reasons;

  public EventSinks(
      ProcessorContext<Object, Object> context, String stage, PipelineSettings settings) {
    sends = new TypedSink<>(context, Names.sink(stage, Topics.SENDS.name()));
    deliveries = new TypedSink<>(context, Names.sink(stage, Topics.DELIVERIES.name()));
    bounces = new TypedSink<>(context, Names.sink(stage, Topics.BOUNCES.name()));
    feedback = new TypedSink<>(context, Names.sink(stage, Topics.FEEDBACK.name()));
    this.address = settings.address();
    this.reasons = new EventReasons(settings.replies());
  }

  public void publish(MailEvent read) {
    publishStated(reasons.byRules(read));
  }

  /** Publishes an event whose reason stands. */
  public void publishStated(MailEvent event) {
    if (event instanceof Send send) {
      sends.send(send.messageId(), send, send.time());
    } else if (event instanceof DeliveryEvent delivery) {
      deliveries.send(delivery.messageId(), delivery, delivery.time());
    } else if (event instanceof Bounce bounce) {
      String messageId = bounce.messageId();
      String key = messageId != null ? messageId : address.normal(bounce.sentTo());
      bounces.send(key, bounce, bounce.time());
    } else {
      feedback.send(event.messageId(), (FeedbackEvent) event, event.time());
    }
  }
}
