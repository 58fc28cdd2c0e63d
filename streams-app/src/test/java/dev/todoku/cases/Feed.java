package dev.todoku.cases;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Send;

/** Where what happens is written. */
interface Feed {
  /** The log of a sending server. */
  void log(String host, String line, long time);

  void happens(Send send);

  void happens(Delivery delivery);

  void happens(Deferral deferral);

  void happens(Bounce bounce);

  void happens(Complaint complaint);

  void happens(Engagement engagement);

  void happens(RecipientCommand command);

  /** A message that comes back to the envelope sender. */
  void returned(String message, long time);
}
