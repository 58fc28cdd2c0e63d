package dev.todoku.query;

import dev.todoku.message.MessageState;
import dev.todoku.recipients.RecipientState;
import java.util.List;

/** What is remembered, wherever it is. */
public interface StateReader {

  /**
   * The state of a recipient, {@link RecipientState#NONE} when nothing is known.
   *
   * @param recipient in normal form
   * @throws NotNowException while nobody can know
   */
  RecipientState recipient(String recipient);

  /**
   * What is known of a message, for each of its recipients, a thousand at most; empty when nothing
   * is.
   *
   * @param messageId in normal form
   * @throws NotNowException while nobody can know
   */
  List<MessageState> message(String messageId);

  /**
   * What is known of a message to one recipient; empty when nothing is, several where the same
   * Message-ID was sent again.
   *
   * @param messageId in normal form
   * @param recipient in normal form
   * @throws NotNowException while nobody can know
   */
  List<MessageState> copies(String messageId, String recipient);
}
