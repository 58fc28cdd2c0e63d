package dev.todoku.notify;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An incoming webhook of Slack. {@code text} is what a phone notification shows, and all that
 * Mattermost and others show who took the format over without its blocks.
 */
public final class SlackSink extends ChatSink {
  private static final int LONGEST_SECTION = 3_000;

  public SlackSink(URI webhook, AlertText text) {
    super(webhook, text);
  }

  @Override
  Map<String, Object> json(Notification notification) {
    List<Object> blocks = new ArrayList<>();
    String headline = escaped(text.headline(notification));
    blocks.add(ordered("type", "section", "text", markdown("*" + headline + "*")));
    blocks.add(
        ordered(
            "type",
            "section",
            "fields",
            text.facts(notification).stream()
                .map(fact -> markdown("*" + fact.label() + "*\n" + escaped(fact.value())))
                .toList()));
    List<String> steps = text.steps(notification);
    if (!steps.isEmpty()) {
      StringBuilder list = new StringBuilder("*" + text.word("label.steps") + "*");
      for (int i = 0; i < steps.size(); i++) {
        list.append('\n').append(i + 1).append(". ").append(escaped(steps.get(i)));
      }
      blocks.add(ordered("type", "section", "text", markdown(list.toString())));
    }
    text.link(notification.alert())
        .ifPresent(
            link ->
                blocks.add(
                    ordered(
                        "type",
                        "section",
                        "text",
                        markdown("<" + link + "|" + text.word("label.open") + ">"))));
    return ordered("text", headline + '\n' + escaped(text.body(notification)), "blocks", blocks);
  }

  private static Map<String, Object> markdown(String text) {
    String cut = text.length() > LONGEST_SECTION ? text.substring(0, LONGEST_SECTION) : text;
    return ordered("type", "mrkdwn", "text", cut);
  }

  private static Map<String, Object> ordered(
      String first, Object value, String second, Object other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, value);
    map.put(second, other);
    return map;
  }

  /** As Slack asks for: a domain that somebody chose must not become a mention or a link. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
