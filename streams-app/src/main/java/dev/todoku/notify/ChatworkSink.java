package dev.todoku.notify;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A room of Chatwork (API version 2). The message is unread also for the account that wrote it. */
public final class ChatworkSink implements Sink {
  private final JsonPost post;
  private final String token;
  private final AlertText text;

  /**
   * A room.
   *
   * @param api such as https://api.chatwork.com/v2
   * @param token of the account that writes
   */
  public ChatworkSink(URI api, String room, String token, AlertText text) {
    post = new JsonPost(URI.create(api + "/rooms/" + room + "/messages"));
    this.token = token;
    this.text = text;
  }

  @Override
  public void send(Notification notification) throws IOException, InterruptedException {
    post.sendForm(
        Map.of("body", body(notification), "self_unread", "1"), Map.of("X-ChatWorkToken", token));
  }

  String body(Notification notification) {
    return "[info][title]"
        + escaped(text.headline(notification))
        + "[/title]"
        + escaped(text.body(notification))
        + "[/info]";
  }

  /** There is no escape for tags; a bracket that looks alike is none. */
  private static String escaped(String text) {
    return text.replace('[', '［').replace(']', '］');
  }
}
