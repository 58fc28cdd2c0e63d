package dev.todoku.bounce;

import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.ReportSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from the header of a report where it came from. */
public final class ReportSources {
  /** As our own server writes the address that it took the message for. */
  private static final List<String> DELIVERED_TO = List.of("X-Original-To", "Delivered-To", "To");

  private final Set<String> authservIds;
  private final Predicate<String> isTrusted;
  private final ServerOwners owners;

  /**
   * @param authservIds in lower case: names under which our own receiving servers write
   *     Authentication-Results (RFC 8601)
   * @param isTrusted whether only a trusted server writes to a mailbox; asked with null where the
   *     mailbox is not known
   */
  public ReportSources(Set<String> authservIds, Predicate<String> isTrusted, ServerOwners owners) {
    this.authservIds = Set.copyOf(authservIds);
    this.isTrusted = isTrusted;
    this.owners = owners;
  }

  /**
   * Where {@code message} came from. Of a header that cannot be read nothing is known.
   *
   * @param mailbox key of the record that brought it, null when it had none
   * @param receivedAt when it came, event time
   */
  public ReportSource of(byte[] message, @Nullable String mailbox, long receivedAt) {
    Fields header = header(message);
    String name = FieldLimits.name(mailbox);
    HandOver handOver = HandOver.of(header.all("Received"), owners);
    return new ReportSource(
        name,
        Math.max(receivedAt, MailDate.EARLIEST),
        isTrusted.test(name),
        handOver.isOwn(),
        handOver.name(),
        handOver.ip(),
        AuthenticationResults.domains(header, authservIds),
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
