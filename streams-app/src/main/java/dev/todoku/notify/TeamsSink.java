package dev.todoku.notify;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A workflow of Microsoft Teams that was made from "When a Teams webhook request is received". It
 * takes an adaptive card. Texts are runs, not blocks, which would read Markdown out of a domain
 * that somebody chose.
 */
public final class TeamsSink extends ChatSink {
  public TeamsSink(URI webhook, AlertText text) {
    super(webhook, text);
  }

  @Override
  Map<String, Object> json(Notification notification) {
    List<Object> body = new ArrayList<>();
    body.add(line(run(text.headline(notification), true)));
    for (AlertText.Fact fact : text.facts(notification)) {
      body.add(line(run(fact.label() + text.word("colon"), true), run(fact.value(), false)));
    }
    List<String> steps = text.steps(notification);
    if (!steps.isEmpty()) {
      body.add(line(run(text.word("label.steps"), true)));
      for (int i = 0; i < steps.size(); i++) {
        body.add(line(run((i + 1) + ". " + steps.get(i), false)));
      }
    }
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    card.put("fallbackText", text.headline(notification));
    card.put("msteams", Map.of("width", "Full"));
    card.put("body", body);
    text.link(notification.alert())
        .ifPresent(
            link -> {
              Map<String, Object> action = new LinkedHashMap<>();
              action.put("type", "Action.OpenUrl");
              action.put("title", text.word("label.open"));
              action.put("url", link);
              card.put("actions", List.of(action));
            });
    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.put("contentUrl", null);
    attachment.put("content", card);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", "message");
    message.put("summary", text.headline(notification));
    message.put("attachments", List.of(attachment));
    return message;
  }

  private static Map<String, Object> line(Object... runs) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("type", "RichTextBlock");
    line.put("inlines", List.of(runs));
    return line;
  }

  private static Map<String, Object> run(String text, boolean isBold) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("type", "TextRun");
    run.put("text", text);
    if (isBold) {
      run.put("weight", "Bolder");
    }
    return run;
  }
}
