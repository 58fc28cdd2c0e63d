package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What stands on {@code mail.dns-facts}: what the DNS said when it was asked. Decisions follow
 * these records and never the DNS itself, so that a replay decides on what the first run saw.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RouteFact.class, name = "route"),
  @JsonSubTypes.Type(value = PostureFact.class, name = "posture"),
  @JsonSubTypes.Type(value = ListingFact.class, name = "listing")
})
public sealed interface DnsFact permits RouteFact, PostureFact, ListingFact {
  /** What the fact is about: the key of its records. The last one of a key holds. */
  @JsonIgnore
  String key();

  /** When the DNS answered. */
  long time();

  /** Until when the answer holds; it is asked for again before or soon after. */
  long until();
}
