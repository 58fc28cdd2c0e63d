package dev.todoku.bounce;

import dev.todoku.schema.Address;
import dev.todoku.schema.MessageId;
import java.util.Objects;

/**
 * What the returned original message says of itself.
 *
 * @param messageId in normal form, null when it names none
 * @param returnPath the envelope sender, null when unknown
 * @param fromDomain domain of the header From in normal form, null when unknown
 */
record Original(String messageId, String returnPath, String fromDomain) {

  static Original of(Fields header) {
    String author = Fit.address(Mailbox.in(header.first("From")));
    String domain = author == null ? "" : Address.domainOf(author);
    return new Original(
        messageId(header),
        Fit.address(Mailbox.in(header.first("Return-Path"))),
        domain.isEmpty() ? null : Fit.domain(domain));
  }

  /** A program between the application and the server may have added a second Message-ID. */
  private static String messageId(Fields header) {
    return header.all("Message-ID").stream()
        .map(Original::withoutRemarks)
        .map(Fit::messageId)
        .filter(Objects::nonNull)
        .reduce(MessageId::preferred)
        .orElse(null);
  }

  private static String withoutRemarks(String value) {
    int open = value.indexOf('<');
    int close = value.indexOf('>', open + 1);
    return MessageId.normal(open >= 0 && close > open ? value.substring(open, close) : value);
  }
}
