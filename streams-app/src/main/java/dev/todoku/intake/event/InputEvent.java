package dev.todoku.intake.event;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.List;

/**
 * What an application says of its mail.
 *
 * @param key of the record on its topic
 * @param time event time, which is the record's
 */
public record InputEvent(String key, long time) {

  /** What applications may write. The other topics are written by the pipeline. */
  public static final List<Topic<?, ?>> TOPICS =
      List.of(Topics.SENDS, Topics.DELIVERIES, Topics.BOUNCES, Topics.FEEDBACK, Topics.RECIPIENTS);

  /**
   * Reads an event of {@code topic}.
   *
   * @throws ContractException when it is none; the message names the field
   */
  public static InputEvent of(Topic<?, ?> topic, byte[] json, Address addresses) {
    Object event = topic.read(json);
    if (event instanceof RecipientCommand command) {
      return new InputEvent(addresses.normal(command.recipient()), command.time());
    }
    MailEvent mail = (MailEvent) event;
    boolean namesNoMessage = mail instanceof Bounce bounce && bounce.messageId() == null;
    return new InputEvent(
        namesNoMessage ? addresses.normal(((Bounce) mail).recipient()) : mail.messageId(),
        mail.time());
  }
}
