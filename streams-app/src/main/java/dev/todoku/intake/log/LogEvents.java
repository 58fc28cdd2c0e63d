package dev.todoku.intake.log;

import dev.todoku.hop.AttemptHops;
import dev.todoku.hop.HopAttempt;
import dev.todoku.hop.Peer;
import dev.todoku.intake.postfix.EnvelopeId;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.ReportedReasons;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Limits;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a server's log reports, as events. */
public final class LogEvents {
  /** A message that no record names goes by the server's own id. */
  private static final String UNNAMED = "@queue-id.invalid";

  /** Parts of servers that put mail into mailboxes or hand it to programs. */
  private static final Set<String> LOCAL = Set.of("local", "mda", "prog", "storedriver", "*file*");

  private final UnaryOperator<String> sourceIps;
  private final Predicate<String> statesSources;
  private final BiFunction<HopAttempt, String, NextHop> hops;

  /**
   * @param sourceIps the address that mail of a host comes from; null for a host that it does not
   *     know
   * @param statesSources whether the log of a host says from which address it sends; where it does
   *     not, the host's name stands for it
   * @param hops the hop of an attempt of a host, null where it is the recipient's
   */
  public LogEvents(
      UnaryOperator<String> sourceIps,
      Predicate<String> statesSources,
      BiFunction<HopAttempt, String, NextHop> hops) {
    this.sourceIps = sourceIps;
    this.statesSources = statesSources;
    this.hops = hops;
  }

  /**
   * The event; empty for an arrival that names no recipient, whom other lines name then.
   *
   * @param message what is known of the message
   * @param host the server that logged
   * @param reason why it failed; null for what is no failure
   * @param otherwise time of a record that has none, milliseconds since 1970
   * @throws ContractException when the event is larger than the contract allows
   * @throws IllegalArgumentException when a value is longer than the contract allows, or none is
   *     there; the message names it
   */
  public Optional<MailEvent> of(
      Reported report, OpenMessage message, String host, @Nullable Reason reason, long otherwise) {
    if (report.recipient().isEmpty() && report.kind() == ReportedKind.SENT) {
      return Optional.empty();
    }
    long time = report.time().map(Instant::toEpochMilli).orElse(otherwise);
    return Optional.ofNullable(new Draft(report, message, host, reason, time).event());
  }

  /** As the contract says it of an event that lacks it. */
  private static String required(Optional<String> value, String field) {
    return value.orElseThrow(() -> new IllegalArgumentException(field + " is required"));
  }

  private final class Draft {
    private final Reported report;
    private final OpenMessage message;
    private final String host;
    private final Reason reason;
    private final long time;
    private final SmtpReply reply;

    Draft(Reported report, OpenMessage message, String host, @Nullable Reason reason, long time) {
      this.report = report;
      this.message = message;
      this.host = host;
      this.reason = reason == null ? Reason.UNDEFINED : reason;
      this.time = time;
      this.reply = ReportedReasons.reply(report);
    }

    @Nullable MailEvent event() {
      return switch (report.kind()) {
        case SENT -> send();
        case DELIVERED -> delivery(nextHop(HopAttempt.Result.ACCEPTED));
        case DROPPED ->
            delivery(
                has(ReportedDetail.DELETED_BY) ? AttemptHops.deleted() : AttemptHops.thrownAway());
        case DEFERRED -> deferral();
        case BOUNCED -> bounce();
        case COMPLAINED ->
            new Complaint(
                required(report.messageId(), "messageId"),
                recipient(),
                time,
                report.peerReason().orElse(null));
        default -> null;
      };
    }

    private Send send() {
      return Send.builder(messageId(), recipient(), time)
          .envelopeFrom(message.envelopeFrom())
          .envelopeId(EnvelopeId.of(message.envelopeFrom()))
          .queueId(queueId())
          .size(message.size())
          .subject(message.subject())
          .origin(origin())
          .build();
    }

    private Delivery delivery(NextHop hop) {
      return Delivery.builder(messageId(), recipient(), time)
          .originalRecipient(originalRecipient())
          .queuedAt(message.arrivedAt())
          .queueId(queueId())
          .remoteHost(remoteHost())
          .reply(reply)
          .origin(origin())
          .nextHop(hop)
          .build();
    }

    private Deferral deferral() {
      return Deferral.builder(messageId(), recipient(), time)
          .originalRecipient(originalRecipient())
          .queuedAt(message.arrivedAt())
          .queueId(queueId())
          .remoteHost(remoteHost())
          .reason(reason)
          .reply(reply)
          .origin(origin())
          .nextHop(nextHop(HopAttempt.Result.DEFERRED))
          .build();
    }

    private Bounce bounce() {
      boolean isReturned = has(ReportedDetail.OUT_OF_BAND);
      return Bounce.builder(
              isReturned ? report.messageId().orElse(null) : messageId(), recipient(), time)
          .originalRecipient(originalRecipient())
          .kind(kind(isReturned))
          .reason(reason)
          .reply(reply)
          .queuedAt(message.arrivedAt())
          .queueId(isReturned ? null : queueId())
          .envelopeId(EnvelopeId.of(message.envelopeFrom()))
          .envelopeFrom(message.envelopeFrom())
          .remoteHost(remoteHost())
          .origin(origin())
          .nextHop(isReturned ? null : nextHop(HopAttempt.Result.REFUSED))
          .build();
    }

    private Bounce.Kind kind(boolean isReturned) {
      if (isReturned) {
        return Bounce.Kind.OUT_OF_BAND;
      }
      return has(ReportedDetail.EXPIRED) ? Bounce.Kind.QUEUE_EXPIRY : Bounce.Kind.IN_BAND;
    }

    private NextHop nextHop(HopAttempt.Result result) {
      String name = remoteHost();
      Peer peer = name == null ? null : new Peer(name, detail(ReportedDetail.REMOTE_IP), port());
      return hops.apply(
          HopAttempt.unjudged(time, agent(), recipient(), originalRecipient(), peer, result, reply),
          host);
    }

    /** As Postfix calls what makes an attempt. */
    private String agent() {
      String named = detail(ReportedDetail.AGENT);
      String agent = named == null ? "" : named.toLowerCase(Locale.ROOT);
      if (agent.contains("lmtp")) {
        return "lmtp";
      }
      boolean isLocal =
          LOCAL.contains(agent)
              || (named != null && remoteHost() == null && report.kind() == ReportedKind.DELIVERED);
      return isLocal ? "local" : "smtp";
    }

    private int port() {
      String port = detail(ReportedDetail.REMOTE_PORT);
      return port != null && port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    }

    private String messageId() {
      return required(
          report.messageId().or(() -> report.providerId().map(id -> id + '.' + host + UNNAMED)),
          "messageId");
    }

    private String recipient() {
      return required(report.recipient(), "recipient");
    }

    private @Nullable String queueId() {
      return bounded(report.providerId().orElse(null), Limits.NAME);
    }

    private @Nullable String remoteHost() {
      return bounded(detail(ReportedDetail.REMOTE_HOST), Limits.DOMAIN);
    }

    private @Nullable String originalRecipient() {
      return bounded(detail(ReportedDetail.ORIGINAL_RECIPIENT), Limits.ADDRESS);
    }

    private Origin origin() {
      String sender = message.envelopeFrom();
      String from = detail(ReportedDetail.FROM);
      String address = from == null || from.indexOf('@') < 0 ? sender : ReportBuilder.bare(from);
      return new Origin(
          host,
          source(),
          address == null || address.isEmpty()
              ? null
              : bounded(Address.domainOf(address), Limits.DOMAIN),
          "".equals(sender) ? Origin.NOTICES : null,
          bounded(detail(ReportedDetail.CAMPAIGN), Limits.NAME));
    }

    /**
     * Where a log states addresses, a line without one is of mail that was not connected for: a
     * name in its place would stand beside the addresses as one more.
     */
    private @Nullable String source() {
      String known = sourceIps.apply(host);
      String source = known == null ? detail(ReportedDetail.SOURCE_IP) : known;
      if (source != null) {
        return bounded(source, Limits.DOMAIN);
      }
      return statesSources.test(host) ? null : host;
    }

    private boolean has(ReportedDetail detail) {
      return report.details().containsKey(detail);
    }

    private @Nullable String detail(ReportedDetail detail) {
      return report.details().get(detail);
    }

    private static @Nullable String bounded(@Nullable String text, int most) {
      return text == null || text.isEmpty() || text.length() > most ? null : text;
    }
  }
}
