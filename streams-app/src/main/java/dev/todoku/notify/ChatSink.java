package dev.todoku.notify;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** An incoming webhook of a chat: it takes one JSON object, and what it shows is in it. */
abstract class ChatSink implements Sink {
  private final JsonPost post;
  final AlertText text;

  ChatSink(URI webhook, AlertText text) {
    post = new JsonPost(webhook);
    this.text = text;
  }

  @Override
  public final void send(Notification notification) throws IOException, InterruptedException {
    post.send(json(notification));
  }

  /** What is posted, in the order in which it stands there. */
  abstract Map<String, Object> json(Notification notification);
}
