package dev.todoku.alerting;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An alert as a mail tells it: what goes on, what to do, what decided, examples. */
final class Letter {
  private static final Text BEGINS = new Text("[Todoku] 発生: ", "[Todoku] ");
  private static final Text ENDS = new Text("[Todoku] 終息: ", "[Todoku] Ended: ");
  private static final Text WITHDRAWN = new Text("[Todoku] 取り消し: ", "[Todoku] Withdrawn: ");
  private static final Text SINCE = new Text("発生時刻: ", "Since: ");
  private static final Text UNTIL = new Text("終息時刻: ", "Until: ");
  private static final Text REFUSED = new Text("失敗: ", "Failed: ");
  private static final Text TO_DO = new Text("■ 対処", "What to do");
  private static final Text FOR = new Text("■ 根拠", "What speaks for it");
  private static final Text AGAINST = new Text("■ 反証", "What speaks against it");
  private static final Text EXAMPLES = new Text("■ 実例", "Examples");

  private final Alert alert;
  private final String language;
  private final String page;
  private final StringBuilder body = new StringBuilder();

  /**
   * A letter.
   *
   * @param language "ja" or "en"
   * @param page where the page of Todoku is, empty for no link
   */
  Letter(Alert alert, String language, String page) {
    this.alert = alert;
    this.language = language;
    this.page = page;
  }

  String subject() {
    Text beginning =
        switch (alert.state()) {
          case OPEN, UPDATED -> BEGINS;
          case RESOLVED -> ENDS;
          case WITHDRAWN -> WITHDRAWN;
        };
    return beginning.in(language) + alert.title().in(language);
  }

  String body() {
    Evidence evidence = alert.evidence();
    line(alert.title().in(language));
    line("");
    line(SINCE.in(language) + Instant.ofEpochMilli(alert.onset()));
    if (alert.resolvedAt() != 0) {
      line(UNTIL.in(language) + Instant.ofEpochMilli(alert.resolvedAt()));
    }
    line(
        REFUSED.in(language)
            + evidence.failures()
            + " / "
            + Math.max(evidence.failures(), evidence.attempts()));
    if (alert.state().isOpen()) {
      remedy();
    }
    findings(FOR, evidence.findings().stream().filter(Evidence.Indication::supports).toList());
    findings(AGAINST, evidence.findings().stream().filter(f -> !f.supports()).toList());
    examples(evidence.samples());
    if (!page.isEmpty()) {
      line("");
      line(page + "/#/incidents/" + URLEncoder.encode(alert.incidentId(), StandardCharsets.UTF_8));
    }
    return body.toString();
  }

  private void remedy() {
    heading(TO_DO);
    int number = 1;
    for (RemedyStep step : alert.remedy()) {
      line(String.format(Locale.ROOT, "%2d. %s", number++, step.text().in(language)));
      if (step.where() != null) {
        line("    " + step.where());
      }
    }
  }

  private void findings(Text heading, List<Evidence.Indication> findings) {
    if (!findings.isEmpty()) {
      heading(heading);
      findings.forEach(finding -> line("- " + told(finding)));
    }
  }

  private String told(Evidence.Indication finding) {
    if (finding.text() != null) {
      return finding.text().in(language);
    }
    return finding.value() == null ? finding.id() : finding.id() + ": " + finding.value();
  }

  private void examples(List<Evidence.Sample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    heading(EXAMPLES);
    for (Evidence.Sample sample : samples) {
      String sender = sample.sender() == null ? "" : sample.sender() + " -> ";
      line("- " + Instant.ofEpochMilli(sample.time()) + "  " + sender + sample.recipient());
      if (sample.reply() != null && sample.reply().text() != null) {
        line("  " + sample.reply().text().replaceAll("\\s+", " "));
      }
    }
  }

  private void heading(Text text) {
    line("");
    line(text.in(language));
  }

  private void line(String text) {
    body.append(text).append('\n');
  }
}
