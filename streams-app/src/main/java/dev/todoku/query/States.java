package dev.todoku.query;

import dev.todoku.correlation.MessageFacts;
import dev.todoku.recipient.RecipientState;
import java.util.List;

/** What is remembered, wherever it is. */
public interface States {

  /**
   * The state of a recipient, {@link RecipientState#NONE} when nothing is known.
   *
   * @param recipient in normal form
   * @throws NotNowException while nobody can tell
   */
  RecipientState recipient(String recipient);

  /**
   * What is known of a message, for each of its recipients, a thousand at most; empty when nothing
   * is.
   *
   * @param messageId in normal form
   * @throws NotNowException while nobody can tell
   */
  List<MessageFacts> message(String messageId);

  /**
   * What is known of a message to one recipient; empty when nothing is, several where the same
   * Message-ID was sent again.
   *
   * @param messageId in normal form
   * @param recipient in normal form
   * @throws NotNowException while nobody can tell
   */
  List<MessageFacts> copies(String messageId, String recipient);
}
