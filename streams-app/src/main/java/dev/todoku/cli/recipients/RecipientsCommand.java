package dev.todoku.cli.recipients;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Address;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku recipients}. */
@Command(
    name = "recipients",
    description = {
      "Gives a command about a recipient, with who gives it and why, for the history.",
      "",
      "reset: the error count goes back to 0, and mail may be sent again. suppress: send no mail to"
          + " the address. vouch: somebody knows that the address is right, so the count goes back to"
          + " 0 and one refusal does not suppress it for 90 days. changed: the customer has another"
          + " address in its place; the count goes back to 0."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku recipients reset alice@docomo.ne.jp --by Suzuki --why 'filter was corrected'",
      "  todoku recipients vouch alice@docomo.ne.jp --by Suzuki --why 'confirmed by phone'",
    })
public final class RecipientsCommand implements Callable<Integer> {
  /** What can be done. */
  enum Action {
    RESET(RecipientCommand.Action.RESET),
    SUPPRESS(RecipientCommand.Action.SUPPRESS),
    VOUCH(RecipientCommand.Action.VOUCH),
    CHANGED(RecipientCommand.Action.ADDRESS_CHANGED);

    private final RecipientCommand.Action action;

    Action(RecipientCommand.Action action) {
      this.action = action;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "What is to be done: ${COMPLETION-CANDIDATES}.")
  private Action action;

  @Parameters(index = "1", paramLabel = "ADDRESS", description = "The recipient.")
  private String recipient;

  @Option(names = "--by", paramLabel = "NAME", description = "Who gives the command.")
  private String by;

  @Option(names = "--why", paramLabel = "TEXT", description = "Why.")
  private String why;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    TodokuConfig config = options.load();
    RecipientCommand command =
        new RecipientCommand(recipient, System.currentTimeMillis(), action.action, why, by);
    write(config, command);
    spec.commandLine().getOut().println(action + " " + command.recipient());
    return 0;
  }

  private static void write(TodokuConfig config, RecipientCommand command)
      throws InterruptedException {
    Topic<String, RecipientCommand> topic = Topics.RECIPIENTS;
    String key = new Address(config.keepsLocalPartCase()).normal(command.recipient());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(config.clientSettings("producer"), bytes, bytes)) {
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(),
                  null,
                  command.time(),
                  topic.keySerde().serializer().serialize(topic.name(), key),
                  topic.valueSerde().serializer().serialize(topic.name(), command)))
          .get();
    } catch (ExecutionException e) {
      throw new Failure("cannot write to " + topic.name() + ": " + e.getCause().getMessage(), e);
    }
  }
}
