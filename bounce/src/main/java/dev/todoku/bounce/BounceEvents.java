package dev.todoku.bounce;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what was read of the recipients into events. */
final class BounceEvents {
  private final BounceIdentity identity;
  private final @Nullable String messageId;

  BounceEvents(BounceIdentity identity) {
    this.identity = identity;
    this.messageId = identity.messageIdOrMadeOne();
  }

  /** What the pipeline learns; what needs a message and names none is left out. */
  List<MailEvent> events(List<RecipientReport> recipients) {
    List<MailEvent> events = new ArrayList<>(recipients.size());
    for (RecipientReport recipient : recipients) {
      MailEvent event = event(recipient);
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private @Nullable MailEvent event(RecipientReport recipient) {
    return switch (recipient.action()) {
      case FAILED -> bounce(recipient);
      case DELAYED -> messageId == null ? null : deferral(messageId, recipient);
      case DELIVERED, RELAYED -> messageId == null ? null : delivery(messageId, recipient);
      // The members of a list have reports of their own; an automatic reply is no failure, and what
      // it says of an arrival proves nothing.
      case COMPLAINED, REPORTED, EXPANDED, AUTO_REPLIED -> null;
    };
  }

  /** The complaints of {@code recipients}; those that hide message or recipient are left out. */
  List<MailEvent> complaints(List<RecipientReport> recipients, @Nullable String feedbackType) {
    String original = identity.original().messageId();
    if (original == null) {
      return List.of();
    }
    return recipients.stream()
        .filter(recipient -> recipient.recipient() != null)
        .<MailEvent>map(
            recipient ->
                new Complaint(original, recipient.knownRecipient(), recipient.time(), feedbackType))
        .toList();
  }

  private Bounce bounce(RecipientReport recipient) {
    return Bounce.builder(
            identity.original().messageId(), recipient.knownRecipient(), recipient.time())
        .originalRecipient(recipient.originalRecipient())
        .kind(Bounce.Kind.OUT_OF_BAND)
        .reason(
            gaveUpOnTemporary(recipient.reply()) ? Reason.EXPIRED : recipient.diagnosis().reason())
        .reply(recipient.reply())
        .queuedAt(identity.queuedAt())
        .queueId(identity.queueId())
        .envelopeId(identity.envelopeId())
        .envelopeFrom(identity.envelopeFrom())
        .remoteHost(recipient.remoteHost())
        .reportingHost(identity.reportingHost())
        .origin(identity.origin())
        .build();
  }

  /** Case 10: the sending server gave up on what the receiving one had called temporary. */
  private static boolean gaveUpOnTemporary(SmtpReply reply) {
    return reply.code() < 500 && reply.status() != null && reply.status().startsWith("4.");
  }

  private Deferral deferral(String messageId, RecipientReport recipient) {
    return Deferral.builder(messageId, recipient.knownRecipient(), recipient.time())
        .originalRecipient(recipient.originalRecipient())
        .queuedAt(identity.queuedAt())
        .queueId(identity.queueId())
        .remoteHost(recipient.remoteHost())
        .reason(recipient.diagnosis().reason())
        .reply(recipient.reply())
        .origin(identity.origin())
        .build();
  }

  private Delivery delivery(String messageId, RecipientReport recipient) {
    return Delivery.builder(messageId, recipient.knownRecipient(), recipient.time())
        .originalRecipient(recipient.originalRecipient())
        .queuedAt(identity.queuedAt())
        .queueId(identity.queueId())
        .remoteHost(recipient.remoteHost())
        .reply(recipient.reply())
        .origin(identity.origin())
        .build();
  }
}
