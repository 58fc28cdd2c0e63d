package dev.todoku.alerting;

import dev.todoku.schema.Alert;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Text;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An incoming webhook as Slack has it, and Mattermost and others took over. Tells when an incident
 * opens and ends; what is in between is on the page.
 */
public final class ChatSink implements Sink {
  private static final int STEPS_SHOWN = 3;
  private static final Text WITHDRAWN =
      new Text(
          "取り消し(遅れて届いた記録により、発生していなかったと判明): ",
          "Withdrawn, records that came late show that it was not so: ");

  private final JsonPost post;
  private final String language;
  private final String page;

  /**
   * A chat.
   *
   * @param webhook its secret address
   * @param language "ja" or "en"
   * @param page where the page of Todoku is, empty for no link
   */
  public ChatSink(URI webhook, String language, String page) {
    post = new JsonPost(webhook);
    this.language = language;
    this.page = page;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public boolean wants(Alert alert) {
    return alert.state() != Alert.State.UPDATED;
  }

  @Override
  public void send(Alert alert) throws IOException, InterruptedException {
    post.send(Map.of("text", text(alert)));
  }

  String text(Alert alert) {
    String head = mark(alert.state()) + escaped(alert.title().in(language));
    String link =
        page.isEmpty()
            ? ""
            : "\n"
                + page
                + "/#/incidents/"
                + URLEncoder.encode(alert.incidentId(), StandardCharsets.UTF_8);
    return alert.state().isOpen() ? head + steps(alert.remedy()) + link : head + link;
  }

  private String mark(Alert.State state) {
    return switch (state) {
      case OPEN, UPDATED -> "🔺 ";
      case RESOLVED -> "✅ ";
      case WITHDRAWN -> "↩️ " + WITHDRAWN.in(language);
    };
  }

  private String steps(List<RemedyStep> remedy) {
    return remedy.stream()
        .limit(STEPS_SHOWN)
        .map(step -> "\n• " + escaped(step.text().in(language)))
        .collect(Collectors.joining());
  }

  /** As Slack asks for: a domain that somebody chose must not become a mention or a link. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
