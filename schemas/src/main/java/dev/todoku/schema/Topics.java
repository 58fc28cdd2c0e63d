package dev.todoku.schema;

import java.util.List;
import org.apache.kafka.common.serialization.Serdes;

/** The public topics. Record timestamps are event times. */
public final class Topics {
  /** Lines of Postfix logs, keyed by the sending host. */
  public static final Topic<byte[], byte[]> RAW_POSTFIX = raw("mail.raw.postfix");

  /** Lines of other mail servers' logs, keyed by {@code format/host} or by the sending host. */
  public static final Topic<byte[], byte[]> RAW_LOGS = raw("mail.raw.logs");

  /** Bounce messages as they came, any key. */
  public static final Topic<byte[], byte[]> RAW_BOUNCES = raw("mail.raw.bounces");

  /** What mail services posted, keyed by sender and source. */
  public static final Topic<byte[], byte[]> RAW_REPORTS = raw("mail.raw.reports");

  /** Keyed by message-id. */
  public static final Topic<String, Send> SENDS = json("mail.sends", Send.class);

  /** Keyed by message-id. */
  public static final Topic<String, DeliveryEvent> DELIVERIES =
      json("mail.deliveries", DeliveryEvent.class);

  /** Keyed by message-id; by recipient where a bounce names no message. */
  public static final Topic<String, Bounce> BOUNCES = json("mail.bounces", Bounce.class);

  /** Keyed by message-id. */
  public static final Topic<String, FeedbackEvent> FEEDBACK =
      json("mail.feedback", FeedbackEvent.class);

  /** Keyed by recipient in normal form. */
  public static final Topic<String, Rejection> REJECTIONS =
      json("mail.rejections", Rejection.class);

  /** Keyed by recipient in normal form. */
  public static final Topic<String, Outcome> OUTCOMES = json("mail.outcomes", Outcome.class);

  /**
   * Failures that the sending application asked to be told of, keyed by recipient in normal form.
   */
  public static final Topic<String, FailureNotice> FAILURES =
      json("mail.failures", FailureNotice.class);

  /** Keyed by recipient in normal form. */
  public static final Topic<String, Unmatched> UNMATCHED = json("mail.unmatched", Unmatched.class);

  /** Commands, keyed by recipient in normal form. */
  public static final Topic<String, RecipientCommand> RECIPIENTS =
      json("mail.recipients", RecipientCommand.class);

  /** Keyed by recipient in normal form. */
  public static final Topic<String, RecipientHealth> RECIPIENT_HEALTH =
      json("mail.recipient-health", RecipientHealth.class);

  /** Keyed by From domain. */
  public static final Topic<String, ProviderHealth> PROVIDER_HEALTH =
      json("mail.provider-health", ProviderHealth.class);

  /** Keyed by {@link Scope#subject()}. */
  public static final Topic<String, Signal> SIGNALS = json("mail.signals", Signal.class);

  /** Keyed by incident id. */
  public static final Topic<String, Alert> ALERTS = json("mail.alerts", Alert.class);

  /** Incidents that go on, keyed by incident id; compacted, without a value when one has ended. */
  public static final Topic<String, Alert> OPEN_INCIDENTS =
      json("mail.open-incidents", Alert.class);

  /** Keyed by {@link DnsFact#key()}. */
  public static final Topic<String, DnsFact> DNS_FACTS = json("mail.dns-facts", DnsFact.class);

  /** Keyed by {@link AggregateReport#domain()}. */
  public static final Topic<String, AggregateReport> AGGREGATE_REPORTS =
      json("mail.aggregate-reports", AggregateReport.class);

  /** Keyed by {@link IncidentNote#key()}. */
  public static final Topic<String, IncidentNote> INCIDENT_NOTES =
      json("mail.incident-notes", IncidentNote.class);

  /** Who changed something or looked at an address, keyed by who. */
  public static final Topic<String, AuditRecord> AUDIT = json("mail.audit", AuditRecord.class);

  /** What could not be processed: the raw bytes, why in the headers. */
  public static final Topic<byte[], byte[]> DEAD_LETTERS = raw("mail.dead-letters");

  private Topics() {}

  /** All public topics in the order in which data flows. */
  public static List<Topic<?, ?>> all() {
    return List.of(
        RAW_POSTFIX,
        RAW_LOGS,
        RAW_BOUNCES,
        RAW_REPORTS,
        SENDS,
        DELIVERIES,
        BOUNCES,
        FEEDBACK,
        REJECTIONS,
        OUTCOMES,
        FAILURES,
        UNMATCHED,
        RECIPIENTS,
        RECIPIENT_HEALTH,
        PROVIDER_HEALTH,
        SIGNALS,
        ALERTS,
        OPEN_INCIDENTS,
        DNS_FACTS,
        AGGREGATE_REPORTS,
        INCIDENT_NOTES,
        AUDIT,
        DEAD_LETTERS);
  }

  /** Those whose values are bytes as somebody wrote them, without a schema. */
  public static List<Topic<byte[], byte[]>> raw() {
    return List.of(RAW_POSTFIX, RAW_LOGS, RAW_BOUNCES, RAW_REPORTS, DEAD_LETTERS);
  }

  private static Topic<byte[], byte[]> raw(String name) {
    return new Topic<>(name, Serdes.ByteArray(), Serdes.ByteArray());
  }

  private static <T> Topic<String, T> json(String name, Class<T> type) {
    return new Topic<>(name, Serdes.String(), JsonSerde.of(type));
  }
}
