package dev.todoku.detect;

import dev.todoku.schema.Origin;

/** Names for what a message was sent with: its campaign, else its mail stream. */
public final class Batch {
  /** Neither campaign nor mail stream is known. */
  public static final String NONE = "";

  private static final String CAMPAIGN = "campaign=";
  private static final String STREAM = "stream=";

  private Batch() {}

  /** The batch of a message from {@code origin}. */
  public static String of(Origin origin) {
    if (origin.campaign() != null) {
      return CAMPAIGN + origin.campaign();
    }
    return origin.mailStream() == null ? NONE : STREAM + origin.mailStream();
  }

  /**
   * Whether the messages of a batch have little in common but their sender: single mails, each for
   * a reason of its own.
   */
  public static boolean isOfSingleMails(String batch) {
    return !batch.startsWith(CAMPAIGN);
  }

  /** The campaign's or mail stream's own name. */
  public static String name(String batch) {
    return batch.substring(batch.indexOf('=') + 1);
  }
}
