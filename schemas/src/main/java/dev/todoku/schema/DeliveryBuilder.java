package dev.todoku.schema;

/**
 * Builds a {@link Delivery}.
 *
 * <pre>{@code
 * Delivery delivery =
 *     Delivery.builder("m1@shop.example", "hanako@docomo.ne.jp", acceptedAt)
 *         .remoteHost("mx.docomo.ne.jp")
 *         .reply(SmtpReply.of("250 2.0.0 OK"))
 *         .build();
 * }</pre>
 */
public final class DeliveryBuilder extends AttemptBuilder<DeliveryBuilder> {
  private final String messageId;

  DeliveryBuilder(String messageId, String recipient, long time) {
    super(recipient, time);
    this.messageId = messageId;
  }

  @Override
  DeliveryBuilder self() {
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public Delivery build() {
    return new Delivery(
        messageId,
        recipient,
        originalRecipient,
        time,
        queuedAt,
        queueId,
        remoteHost,
        reply,
        origin,
        nextHop);
  }
}
