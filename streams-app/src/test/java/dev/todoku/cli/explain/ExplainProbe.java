package dev.todoku.cli.explain;

import dev.todoku.cli.base.ProgressBar;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.ExplanationJson;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.Knowledge;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.json.JsonMapper;

/** What {@code todoku explain} answers, many times over one connection. */
public final class ExplainProbe implements AutoCloseable {
  private static final int LAST = 8;
  private static final Knowledge KNOWLEDGE = Knowledge.load();
  private static final Playbook PLAYBOOK = Playbook.load();

  private final PartitionScan scan;
  private final ExplanationLookup explainer;

  private ExplainProbe(PartitionScan scan) {
    this.scan = scan;
    this.explainer =
        new ExplanationLookup(
            scan, Address.DEFAULT, new Explainer(Address.DEFAULT, KNOWLEDGE), Optional.empty());
  }

  public static ExplainProbe connect(String bootstrapServers) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new ExplainProbe(
        PartitionScan.connect(
            Map.of("bootstrap.servers", bootstrapServers),
            total -> ProgressBar.on(nowhere, total).after(Duration.ofDays(1))));
  }

  /** Empty when nothing is known. */
  public Optional<Explanation> ask(String query) {
    return explainer.explain(query, LAST);
  }

  /** As {@code --json} prints it. */
  public static String json(Explanation answer, String language) {
    return new ExplanationJson(ExplanationWords.of(language, ZoneOffset.UTC), KNOWLEDGE, PLAYBOOK)
        .of(answer);
  }

  /** As it is printed for a person. */
  public static String text(Explanation answer, String language) {
    return printed(json(answer, language), language);
  }

  /** The same of an answer of the API. */
  public static String printed(String json, String language) {
    StringWriter text = new StringWriter();
    new ExplanationPrinter(
            new PrintWriter(text), Ansi.OFF, ExplanationWords.of(language, ZoneOffset.UTC))
        .print(JsonMapper.shared().readTree(json));
    return text.toString();
  }

  @Override
  public void close() {
    scan.close();
  }
}
