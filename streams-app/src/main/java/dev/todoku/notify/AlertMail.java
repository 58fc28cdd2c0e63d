package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Text;
import java.util.List;
import java.util.Locale;

/** The text of a mail about an incident: what goes on, what to do, what decided, examples. */
final class AlertMail {
  private static final Text TO_DO = new Text("■ 対処", "What to do");
  private static final Text FOR = new Text("■ 根拠", "What speaks for it");
  private static final Text AGAINST = new Text("■ 反証", "What speaks against it");
  private static final Text EXAMPLES = new Text("■ 実例", "Examples");

  private final Notification notification;
  private final Alert alert;
  private final AlertText text;
  private final StringBuilder body = new StringBuilder();

  AlertMail(Notification notification, AlertText text) {
    this.notification = notification;
    alert = notification.alert();
    this.text = text;
  }

  String body() {
    Evidence evidence = alert.evidence();
    line(text.headline(notification));
    line("");
    text.facts(notification)
        .forEach(fact -> line(fact.label() + text.word("colon") + fact.value()));
    if (!notification.isOver()) {
      remedy();
    }
    findings(FOR, evidence.findings().stream().filter(Evidence.Indication::supports).toList());
    findings(AGAINST, evidence.findings().stream().filter(f -> !f.supports()).toList());
    examples(evidence.samples());
    text.link(alert)
        .ifPresent(
            link -> {
              line("");
              line(link);
            });
    return body.toString();
  }

  private void remedy() {
    heading(TO_DO);
    int number = 1;
    for (RemedyStep step : alert.remedy()) {
      line(String.format(Locale.ROOT, "%2d. %s", number++, step.text().in(text.language())));
      if (step.where() != null) {
        line("    " + step.where());
      }
    }
  }

  private void findings(Text heading, List<Evidence.Indication> findings) {
    if (!findings.isEmpty()) {
      heading(heading);
      findings.forEach(finding -> line("- " + words(finding)));
    }
  }

  private String words(Evidence.Indication finding) {
    if (finding.text() != null) {
      return finding.text().in(text.language());
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
      line("- " + text.day(sample.time()) + "  " + sender + sample.recipient());
      if (sample.reply() != null && sample.reply().text() != null) {
        line("  " + sample.reply().text().replaceAll("\\s+", " "));
      }
    }
  }

  private void heading(Text heading) {
    line("");
    line(heading.in(text.language()));
  }

  private void line(String line) {
    body.append(line).append('\n');
  }
}
