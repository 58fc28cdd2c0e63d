package dev.todoku.correlate;

import dev.todoku.message.MessageState;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import org.jspecify.annotations.Nullable;

/**
 * By what an event leads to its message, where one Message-ID was sent more than once.
 *
 * @param time when it happened
 * @param sentAt when the message was sent, 0 when the event does not say
 * @param queueId the sending server's queue id, null when unknown
 */
record EventTrace(long time, long sentAt, @Nullable String queueId) {

  static EventTrace of(MailEvent event) {
    if (event instanceof Send send) {
      return new EventTrace(send.time(), send.time(), send.queueId());
    }
    if (event instanceof Delivery delivery) {
      return new EventTrace(delivery.time(), delivery.queuedAt(), delivery.queueId());
    }
    if (event instanceof Deferral deferral) {
      return new EventTrace(deferral.time(), deferral.queuedAt(), deferral.queueId());
    }
    if (event instanceof Bounce bounce) {
      // What a bounce message says of the queue is for whoever wrote it to say.
      boolean isServersOwn = bounce.kind() != Bounce.Kind.OUT_OF_BAND;
      return new EventTrace(bounce.time(), isServersOwn ? bounce.queuedAt() : 0, bounce.queueId());
    }
    return new EventTrace(event.time(), 0, null);
  }

  boolean isOfQueue(MessageState state) {
    return queueId != null && queueId.equals(state.queueId());
  }

  boolean isOfOtherQueue(MessageState state) {
    return queueId != null && state.queueId() != null && !queueId.equals(state.queueId());
  }
}
