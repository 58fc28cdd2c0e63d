package dev.todoku.bounce;

import dev.todoku.schema.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message that came to a bounce address, as far as every way of reading it needs. */
final class BounceMessage {
  private static final long UNREAD = -1;

  private final MessageParts parts;
  private final long receivedAt;
  private long written = UNREAD;
  private @Nullable ProseLine subject;
  private @Nullable Prose prose;
  private @Nullable Original original;
  private @Nullable ReceivedTrace trace;

  BounceMessage(MessageParts parts, long receivedAt) {
    this.parts = parts;
    this.receivedAt = receivedAt;
  }

  Fields header() {
    return parts.header();
  }

  /** When it came, event time in ms. */
  long receivedAt() {
    return receivedAt;
  }

  MessageParts parts() {
    return parts;
  }

  /** Its subject, decoded. */
  ProseLine subject() {
    if (subject == null) {
      subject = new ProseLine(EncodedWords.decode(header().first("Subject")));
    }
    return subject;
  }

  /** What it says to a person. Taken apart when first asked for. */
  Prose prose() {
    if (prose == null) {
      prose = Prose.of(parts.text());
    }
    return prose;
  }

  /** The original: returned as a part, else quoted, else as the thread of mail shows. */
  Original original() {
    if (original == null) {
      Original returned = Original.of(parts.original());
      original =
          (returned.messageId() == null ? returned.or(Original.of(prose().original())) : returned)
              .knownBy(header(), "In-Reply-To");
    }
    return original;
  }

  /**
   * The identity of the original, where the fields of {@code status} describe the whole message.
   */
  BounceIdentity identity(Fields status) {
    String envelopeFrom = envelopeFrom(status);
    Original known = original().knownBy(status, "X-Original-Message-ID");
    String host = TypedValue.of(status.first("Reporting-MTA")).host();
    String queueId = FieldLimits.name(status.first("X-Postfix-Queue-ID"));
    return new BounceIdentity(
        known,
        envelopeId(status, envelopeFrom),
        envelopeFrom,
        queueId == null && known.messageId() == null ? queueIdElsewhere() : queueId,
        host == null ? hostElsewhere() : host,
        MailDate.sane(status.first("Arrival-Date"), receivedAt));
  }

  /** The reporting server's name for itself in the text, else in the original; null when none. */
  private @Nullable String hostElsewhere() {
    String word = prose().lastWord(Phrase.Kind.REPORTING_HOST);
    String stated = word == null ? null : ReceivedTrace.host(word);
    return stated == null ? trace().host() : stated;
  }

  private @Nullable String queueIdElsewhere() {
    String stated = prose().lastWord(Phrase.Kind.QUEUE_ID);
    return stated == null ? trace().id() : FieldLimits.name(stated);
  }

  /** To whom the original was sent: as a server took it on, else as it says itself. */
  List<String> addressees() {
    String recipient = trace().recipient();
    return recipient == null ? original().to() : List.of(recipient);
  }

  /** What the original says of its way. */
  private ReceivedTrace trace() {
    if (trace == null) {
      trace = ReceivedTrace.of(returned());
    }
    return trace;
  }

  private Fields returned() {
    return parts.original() == Fields.NONE ? prose().original() : parts.original();
  }

  /** Null when unknown. */
  private @Nullable String envelopeFrom(Fields status) {
    String stated = TypedValue.of(status.first("X-Postfix-Sender")).address();
    String sender = stated == null ? original().returnPath() : stated;
    return sender == null ? FieldLimits.address(Mailbox.in(header().first("To"))) : sender;
  }

  private static @Nullable String envelopeId(Fields status, @Nullable String envelopeFrom) {
    String given = FieldLimits.name(status.first("Original-Envelope-Id"));
    if (given != null || envelopeFrom == null) {
      return given;
    }
    String local = envelopeFrom.substring(0, envelopeFrom.lastIndexOf('@'));
    boolean isToken = local.contains("+") || local.contains("=");
    return isToken ? FieldLimits.name(Address.DEFAULT.normal(envelopeFrom)) : null;
  }

  /** When it was written; where that is not credible {@code attempt}, else when it came. */
  long time(String attempt) {
    if (written == UNREAD) {
      written = MailDate.sane(header().first("Date"), receivedAt);
    }
    long emitted = written == 0 ? MailDate.sane(attempt, receivedAt) : written;
    return emitted == 0 ? receivedAt : emitted;
  }

  /** The recipients that its header says failed, a field of Exim and Gmail. */
  List<String> failedRecipients() {
    List<String> failed = new ArrayList<>();
    for (String value : header().all("X-Failed-Recipients")) {
      failed.addAll(FieldLimits.addresses(Mailbox.all(value)));
    }
    return failed;
  }

  /**
   * Addresses in normal form that stand in a bounce message without having failed: those of who
   * wrote it and of whom it was sent to, unless the original was sent to them too.
   */
  Set<String> bystanders() {
    Set<String> bystanders = new HashSet<>();
    for (String field : List.of("To", "From", "Reply-To")) {
      Mailbox.all(header().first(field)).forEach(address -> add(address, bystanders));
    }
    add(original().from(), bystanders);
    add(original().returnPath(), bystanders);
    original().to().forEach(address -> bystanders.remove(Address.DEFAULT.normal(address)));
    failedRecipients().forEach(address -> bystanders.remove(Address.DEFAULT.normal(address)));
    return bystanders;
  }

  private static void add(@Nullable String address, Set<String> bystanders) {
    if (address != null) {
      bystanders.add(Address.DEFAULT.normal(address));
    }
  }
}
