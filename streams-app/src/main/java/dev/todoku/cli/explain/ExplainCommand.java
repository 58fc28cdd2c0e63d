package dev.todoku.cli.explain;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.HttpInstanceClient;
import dev.todoku.cli.base.InstanceClient;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.config.TodokuConfig;
import dev.todoku.explain.AnswerSources;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.ExplanationJson;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.Knowledge;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code todoku explain}. */
@Command(
    name = "explain",
    description = {
      "Says what happened to mail: the timeline, the verdict, where it stopped and what to do.",
      "",
      "Ask by address for the latest messages to it, or by Message-ID for one message and all its"
          + " recipients. Exits with 1 when nothing is known.",
      "",
      "Asks the instance that the configuration names, or that of --url, which answers at once and"
          + " knows incidents and the DNS, too. Where -b names a Kafka, where no instance answers"
          + " and where it knows nothing, reads one partition of each public topic from its"
          + " beginning, which takes a while where topics are large. There, mail that nobody has"
          + " answered yet is found by address among the latest 100,000 sends of each partition; by"
          + " Message-ID, always."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku explain alice@docomo.ne.jp",
      "  todoku explain '<20261121.1234@shop.example>' --lang ja",
      "  todoku explain alice@example.jp --last 10 --json | jq .messages[0].advice",
    })
public final class ExplainCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** An instance that is there is there at once. */
  private static final Duration CONNECT = Duration.ofMillis(300);

  private static final String API = "/api/explain";

  /** So many messages of an address an instance keeps at hand. */
  private static final int MOST_OF_INSTANCE = 8;

  @Parameters(
      paramLabel = "ADDRESS|MESSAGE-ID|ID",
      description =
          "What to explain. By the id of a mail service, or by a queue id, a message is found among"
              + " the latest events.")
  private String query;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many messages of an address to show. Default: ${DEFAULT-VALUE}.")
  private int last;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the answer. Default: that of the locale.")
  private Language language;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Option(
      names = "--letters",
      description = "Adds texts to paste, for the customer and for the receiving administrator.")
  private boolean letters;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the page of an instance is. Default: as the configuration says.")
  private String url;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TodokuConfig config = options.load();
    Optional<String> answer =
        url == null && options.isKafkaGiven() ? Optional.empty() : ofInstance(config);
    print(answer.orElseGet(() -> ofTopics(config)));
    return 0;
  }

  /**
   * Empty where none answers.
   *
   * @throws Failure where {@code --url} names an instance that does not
   */
  private Optional<String> ofInstance(TodokuConfig config) {
    InstanceClient.Answer answer =
        HttpInstanceClient.of(config, url, CONNECT, Language.orOfUser(language))
            .ask(
                API,
                Map.of(
                    "q",
                    query,
                    "limit",
                    String.valueOf(Math.min(last, MOST_OF_INSTANCE)),
                    "lang",
                    words().language(),
                    "zone",
                    words().zone().getId()));
    if (!answer.isFound() && url != null) {
      throw new Failure(answer.body());
    }
    return answer.isFound() ? Optional.of(answer.body()) : Optional.empty();
  }

  private String ofTopics(TodokuConfig config) {
    Knowledge knowledge = Knowledge.load();
    Address addresses = new Address(config.keepsLocalPartCase());
    PrintWriter err = spec.commandLine().getErr();
    try (PartitionScan scan =
        PartitionScan.connect(
            config.clientSettings("consumer"),
            total -> ProgressBar.on(err, total).after(PATIENCE))) {
      Explainer teller = new Explainer(addresses, knowledge);
      ExplanationLookup explainer =
          new ExplanationLookup(scan, addresses, teller, Pseudonyms.configured(config));
      Explanation explanation = explainer.explain(query, last).orElseThrow(this::nothing);
      if (explainer.unreadable() > 0) {
        err.println("left out " + explainer.unreadable() + " records that do not read");
      }
      err.println(words().get("source.topics"));
      AnswerSources sources = StoredQueues.read(config.clientSettings("consumer"), addresses);
      return new ExplanationJson(words(), knowledge, Playbook.load(), sources).of(explanation);
    }
  }

  private void print(String answer) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer);
    } else {
      new ExplanationPrinter(out, spec.commandLine().getColorScheme().ansi(), words())
          .withLetters(letters)
          .print(JsonMapper.shared().readTree(answer));
    }
  }

  private ExplanationWords words() {
    return ExplanationWords.of(Language.orOfUser(language).code(), ZoneId.systemDefault());
  }

  private Failure nothing() {
    return Failure.of("explain.nothing", query);
  }
}
