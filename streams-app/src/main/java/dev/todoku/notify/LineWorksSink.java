package dev.todoku.notify;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** An incoming webhook of LINE WORKS: a title, a text, a button. */
public final class LineWorksSink extends ChatSink {
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_TEXT = 2_000;

  public LineWorksSink(URI webhook, AlertText text) {
    super(webhook, text);
  }

  @Override
  Map<String, Object> json(Notification notification) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", cut(text.headline(notification), LONGEST_TITLE));
    json.put("body", Map.of("text", cut(text.body(notification), LONGEST_TEXT)));
    text.link(notification.alert())
        .ifPresent(
            link -> {
              Map<String, Object> button = new LinkedHashMap<>();
              button.put("label", text.word("label.open"));
              button.put("url", link);
              json.put("button", button);
            });
    return json;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + '…';
  }
}
