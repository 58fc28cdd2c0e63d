package dev.todoku.pipeline;

import java.util.List;

/**
 * Names of all processors, sinks and stores. They are part of what an upgrade has to find again: a
 * renamed store is an empty store.
 */
final class Names {
  static final String POSTFIX_INTAKE = "postfix-intake";
  static final String BOUNCE_INTAKE = "bounce-intake";
  static final String REPORT_INTAKE = "report-intake";
  static final String LOG_INTAKE = "log-intake";

  /** The stages that write events from what is not one yet, and mark how far they have come. */
  static final List<String> INTAKES =
      List.of(POSTFIX_INTAKE, BOUNCE_INTAKE, REPORT_INTAKE, LOG_INTAKE);

  static final String CORRELATE = "correlate";
  static final String RECIPIENTS = "recipients";
  static final String PROVIDERS = "providers";
  static final String SENDERS = "senders";
  static final String UNPAIRED = "unpaired";
  static final String INCIDENTS = "incidents";
  static final String FACTS = "facts";

  static final String STORIES_STORE = "stories";
  static final String UNSETTLED_STORE = "unsettled-stories";
  static final String REPORTED_MESSAGES_STORE = "reported-messages";
  static final String OPEN_MESSAGES_STORE = "open-messages";
  static final String WAITING_MESSAGES_STORE = "waiting-messages";
  static final String LOG_SOURCES_STORE = "log-sources";
  static final String MESSAGES_STORE = "messages";
  static final String EARLY_STORE = "early-events";
  static final String AHEAD_STORE = "ahead-events";
  static final String RECIPIENTS_STORE = "recipients";
  static final String AMNESTIES_STORE = "amnesties";
  static final String SUSPECTS_STORE = "suspects";
  static final String SEARCHES_STORE = "searches";
  static final String MINUTES_STORE = "provider-minutes";
  static final String DETECTORS_STORE = "provider-detectors";
  static final String RECENT_STORE = "provider-recent";
  static final String PROVIDER_IMAGES_STORE = "provider-before";
  static final String PROVIDER_PUBLISHED_STORE = "provider-published";
  static final String SENDER_MINUTES_STORE = "sender-minutes";
  static final String SENDERS_STORE = "sender-days";
  static final String SENDER_STREAMS_STORE = "sender-streams";
  static final String SENDER_IMAGES_STORE = "sender-before";
  static final String SENDER_PUBLISHED_STORE = "sender-published";
  static final String UNPAIRED_COUNTS_STORE = "unpaired-counts";
  static final String UNPAIRED_MINUTES_STORE = "unpaired-minutes";
  static final String UNPAIRED_STORE = "unpaired-watches";
  static final String UNPAIRED_IMAGES_STORE = "unpaired-before";
  static final String UNPAIRED_PUBLISHED_STORE = "unpaired-published";
  static final String INCIDENTS_STORE = "incidents";
  static final String FACTS_STORE = "dns-facts";

  private Names() {}

  /** Store of how far the inputs of {@code stage} have come. */
  static String watermark(String stage) {
    return stage + "-watermark";
  }

  static String source(String topic) {
    return "from-" + topic;
  }

  static String admission(String topic) {
    return "admit-" + topic;
  }

  /** Sink of {@code stage} to {@code topic}. */
  static String sink(String stage, String topic) {
    return stage + "-to-" + topic;
  }
}
