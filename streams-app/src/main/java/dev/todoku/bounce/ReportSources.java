package dev.todoku.bounce;

import dev.todoku.dns.route.ServerOwners;
import dev.todoku.evidence.EvidenceRules;
import dev.todoku.schema.ReportSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads from the header of a report where it came from. */
public final class ReportSources {
  /** As our own server writes the address that it took the message for. */
  private static final List<String> DELIVERED_TO = List.of("X-Original-To", "Delivered-To", "To");

  private final EvidenceRules rules;
  private final ServerOwners owners;

  public ReportSources(EvidenceRules rules, ServerOwners owners) {
    this.rules = rules;
    this.owners = owners;
  }

  /** With the names of servers that ship with Todoku. */
  public static ReportSources load(EvidenceRules rules) {
    return new ReportSources(rules, ServerOwners.load());
  }

  /**
   * Where {@code message} came from. Of a header that cannot be read nothing is known.
   *
   * @param mailbox key of the record that brought it, null when it had none
   * @param receivedAt when it came, event time
   */
  public ReportSource of(byte[] message, String mailbox, long receivedAt) {
    Fields header = header(message);
    String name = FieldLimits.name(mailbox);
    HandOver handOver = HandOver.of(header.all("Received"), owners);
    return new ReportSource(
        name,
        Math.max(receivedAt, MailDate.EARLIEST),
        rules.trusts(name),
        handOver.isOwn(),
        handOver.name(),
        handOver.ip(),
        AuthenticationResults.domains(header, rules.authservIds()),
        FieldLimits.address(Mailbox.in(header.first("From"))),
        DELIVERED_TO.stream()
            .flatMap(field -> Stream.ofNullable(Mailbox.in(header.first(field))))
            .map(FieldLimits::address)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  private static Fields header(byte[] message) {
    try {
      return Part.message(message).header();
    } catch (BrokenMessage broken) {
      return Fields.NONE;
    }
  }
}
