package dev.todoku.streams;

/**
 * Names of all processors, sinks and stores. They are part of what an upgrade has to find again: a
 * renamed store is an empty store.
 */
public final class Names {
  public static final String POSTFIX_INTAKE = "postfix-intake";
  public static final String BOUNCE_INTAKE = "bounce-intake";
  public static final String REPORT_INTAKE = "report-intake";
  public static final String LOG_INTAKE = "log-intake";

  public static final String CORRELATE = "correlate";
  public static final String RECIPIENTS = "recipients";
  public static final String PROVIDERS = "providers";
  public static final String SENDERS = "senders";
  public static final String UNMATCHED = "unmatched";
  public static final String INCIDENTS = "incidents";
  public static final String DNS_FACTS = "facts";

  public static final String QUEUE_ENTRIES_STORE = "queue-entries";
  public static final String PENDING_QUEUE_ENTRIES_STORE = "pending-queue-entries";
  public static final String REPORTED_MESSAGES_STORE = "reported-messages";
  public static final String OPEN_MESSAGES_STORE = "open-messages";
  public static final String WAITING_MESSAGES_STORE = "waiting-messages";
  public static final String LOG_SOURCES_STORE = "log-sources";
  public static final String MESSAGES_STORE = "messages";
  public static final String EARLY_STORE = "early-events";
  public static final String AHEAD_STORE = "ahead-events";
  public static final String RECIPIENTS_STORE = "recipients";
  public static final String EXEMPTIONS_STORE = "suppression-exemptions";
  public static final String CANDIDATES_STORE = "exemption-candidates";
  public static final String MATCH_REQUESTS_STORE = "match-requests";
  public static final String MINUTES_STORE = "provider-minutes";
  public static final String DETECTORS_STORE = "provider-detectors";
  public static final String RECENT_STORE = "provider-recent";
  public static final String PROVIDER_IMAGES_STORE = "provider-before";
  public static final String PROVIDER_PUBLISHED_STORE = "provider-published";
  public static final String SENDER_MINUTES_STORE = "sender-minutes";
  public static final String SENDERS_STORE = "sender-days";
  public static final String SENDER_STREAMS_STORE = "sender-streams";
  public static final String SENDER_IMAGES_STORE = "sender-before";
  public static final String SENDER_PUBLISHED_STORE = "sender-published";
  public static final String UNMATCHED_COUNTS_STORE = "unmatched-counts";
  public static final String UNMATCHED_MINUTES_STORE = "unmatched-minute-counts";
  public static final String UNMATCHED_MONITORS_STORE = "unmatched-monitors";
  public static final String UNMATCHED_IMAGES_STORE = "unmatched-before";
  public static final String UNMATCHED_PUBLISHED_STORE = "unmatched-published";
  public static final String INCIDENTS_STORE = "incidents";
  public static final String DNS_FACTS_STORE = "dns-facts";

  private Names() {}

  /** Store of how far the inputs of {@code stage} have come. */
  static String watermark(String stage) {
    return stage + "-watermark";
  }

  public static String source(String topic) {
    return "from-" + topic;
  }

  static String validator(String topic) {
    return "admit-" + topic;
  }

  /** Sink of {@code stage} to {@code topic}. */
  public static String sink(String stage, String topic) {
    return stage + "-to-" + topic;
  }
}
