package dev.todoku.cases;

import dev.todoku.schema.Send;

/** Mail by the minute, of which every one is accepted unless a test says otherwise. */
final class Traffic {
  static final long MINUTE = 60_000;

  private final Scene scene;
  private int number;

  Traffic(Scene scene) {
    this.scene = scene;
  }

  /** The next mail to {@code recipient}. */
  CaseMail next(String recipient) {
    return CaseMail.to(recipient, ++number);
  }

  /** The next mail to a recipient of that domain who has had none before. */
  CaseMail toNew(String domain) {
    number++;
    return CaseMail.to("new" + number + "@" + domain, number);
  }

  /** What the application says of a mail before the log does. */
  CaseMail announced(CaseMail mail, long time) {
    Send send = mail.send(time);
    scene.happens(send);
    return mail;
  }

  /**
   * An accepted mail a minute by either server to each of twenty recipients in turn, who so prove
   * to exist.
   *
   * @return the minute after the last
   */
  long ordinary(String domain, long from, int minutes) {
    for (int i = 0; i < minutes; i++) {
      long time = from + i * MINUTE;
      scene.happens(next(known(i) + "@" + domain).delivery(time));
      scene.happens(next("other" + i % 20 + "@" + domain).by(CaseMail.MX2).delivery(time + 1_000));
    }
    return from + minutes * MINUTE;
  }

  /** The name of a recipient whom {@link #ordinary} writes to. */
  static String known(int i) {
    return "known" + i % 20;
  }
}
