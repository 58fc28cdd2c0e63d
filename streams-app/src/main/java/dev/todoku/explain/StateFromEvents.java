package dev.todoku.explain;

import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.message.Outcomes;
import dev.todoku.provider.ProviderNames;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Send;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What events come to where no outcome is there: of a send that nobody has answered none is
 * published, and outcomes may be kept for a shorter time than events. The same rules make it that
 * make outcomes.
 *
 * @param addresses normal form of addresses
 * @param providers names of providers
 */
record StateFromEvents(Address addresses, ProviderNames providers) {

  /** Empty when no event says anything of its own. */
  Optional<Outcome> outcome(String messageId, Collection<MailEvent> events) {
    return events.stream()
        .map(StateFromEvents::facts)
        .filter(Objects::nonNull)
        .reduce(MessageState::merge)
        .map(state -> Outcomes.of(state, messageId, provider(state)));
  }

  private String provider(MessageState state) {
    return providers.of(Address.domainOf(addresses.normal(state.recipient())));
  }

  /** What came by mail is graded where its message is known; here it proves nothing. */
  private static @Nullable MessageState facts(MailEvent event) {
    if (event instanceof Send send) {
      return EventState.of(send);
    }
    if (event instanceof Delivery delivery) {
      return EventState.of(delivery);
    }
    if (event instanceof Deferral deferral) {
      return EventState.of(deferral);
    }
    if (event instanceof Bounce bounce && bounce.kind() != Bounce.Kind.OUT_OF_BAND) {
      return EventState.ofServersOwn(bounce);
    }
    if (event instanceof Bounce bounce && bounce.source() == null) {
      return EventState.ofMessage(bounce, bounce.sentTo(), null, MatchedBy.MESSAGE_ID);
    }
    if (event instanceof Complaint complaint && complaint.source() == null) {
      return EventState.of(complaint);
    }
    return event instanceof Engagement engagement ? EventState.of(engagement) : null;
  }
}
