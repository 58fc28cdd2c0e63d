package dev.todoku.message;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.MatchedBy;
import java.util.ArrayList;
import java.util.List;

/** What leads from a bounce to its message where no Message-ID does. */
public final class BounceIdentities {
  private BounceIdentities() {}

  /** The identities that {@code bounce} has beside a Message-ID, the surest one first. */
  public static List<MatchedBy> of(Bounce bounce) {
    List<MatchedBy> identities = new ArrayList<>();
    if (bounce.envelopeId() != null) {
      identities.add(MatchedBy.ENVELOPE_ID);
    }
    if (bounce.queueId() != null) {
      identities.add(MatchedBy.QUEUE_ID);
    }
    if (bounce.messageId() == null) {
      identities.add(MatchedBy.RECIPIENT_AND_TIME);
    }
    return identities;
  }
}
