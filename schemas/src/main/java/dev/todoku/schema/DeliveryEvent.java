package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What stands on {@code mail.deliveries}: the sending server's attempts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Delivery.class, name = "delivery"),
  @JsonSubTypes.Type(value = Deferral.class, name = "deferral"),
  @JsonSubTypes.Type(value = DsnSent.class, name = "notice")
})
public sealed interface DeliveryEvent extends MailEvent permits Delivery, Deferral, DsnSent {}
