package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What stands on {@code mail.feedback}: what the recipient did. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Complaint.class, name = "complaint"),
  @JsonSubTypes.Type(value = Engagement.class, name = "engagement")
})
public sealed interface FeedbackEvent extends MailEvent permits Complaint, Engagement {}
