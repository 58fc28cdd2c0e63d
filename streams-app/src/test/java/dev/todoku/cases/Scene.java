package dev.todoku.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.evidence.EvidenceRules;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.History;
import dev.todoku.explain.Knowledge;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.RecipientExplanation;
import dev.todoku.schema.Address;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import dev.todoku.topology.TestDriver;
import dev.todoku.topology.TestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole pipeline for a case: writes what happens to its topics, and asks for explanations. */
final class Scene implements Feed, AutoCloseable {
  static final Knowledge KNOWLEDGE = Knowledge.load();

  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> log;
  private final List<Object> values = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();

  Scene(Path dir) {
    this(dir, EvidenceRules.DEFAULT);
  }

  /** With what is trusted of what comes back by mail. */
  Scene(Path dir, EvidenceRules evidence) {
    driver = TestDriver.open(dir, TestSettings.trusting(evidence, CaseMail.SOURCE_IPS));
    silence(TestDriver.QUIET);
    log =
        driver.createInputTopic(
            Topics.RAW_POSTFIX.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    driver.close();
  }

  /** The log of a sending server. */
  @Override
  public void log(String host, String line, long time) {
    log.pipeInput(host.getBytes(UTF_8), line.getBytes(UTF_8), time);
  }

  /**
   * The log of a sending server that is no Postfix.
   *
   * @param key its format and its host
   */
  void serverLog(String key, String line, long time) {
    driver
        .createInputTopic(
            Topics.RAW_LOGS.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key.getBytes(UTF_8), line.getBytes(UTF_8), time);
  }

  /** What an application reports, or what a bounce mailbox or a feedback loop brings. */
  @Override
  public void happens(Send send) {
    values.add(send);
    write(Topics.SENDS, send.messageId(), send, send.time());
  }

  @Override
  public void happens(Delivery delivery) {
    write(Topics.DELIVERIES, delivery.messageId(), delivery, delivery.time());
  }

  @Override
  public void happens(Bounce bounce) {
    values.add(bounce);
    String key = bounce.messageId() == null ? bounce.sentTo() : bounce.messageId();
    write(Topics.BOUNCES, key, bounce, bounce.time());
  }

  @Override
  public void happens(Complaint complaint) {
    values.add(complaint);
    write(Topics.FEEDBACK, complaint.messageId(), complaint, complaint.time());
  }

  @Override
  public void happens(Deferral deferral) {
    write(Topics.DELIVERIES, deferral.messageId(), deferral, deferral.time());
  }

  @Override
  public void happens(Engagement engagement) {
    write(Topics.FEEDBACK, engagement.messageId(), engagement, engagement.time());
  }

  /** What is in force of a message. */
  Outcome outcome(CaseMail mail) {
    return about(mail.recipient()).outcomes().get(mail.messageId());
  }

  @Override
  public void happens(RecipientCommand command) {
    write(Topics.RECIPIENTS, command.recipient(), command, command.time());
  }

  /** A message that comes back to the envelope sender. */
  @Override
  public void returned(String message, long time) {
    driver
        .createInputTopic(
            Topics.RAW_BOUNCES.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(null, message.getBytes(UTF_8), time);
  }

  /** Nothing more comes for a while. */
  void silence(Duration duration) {
    TestDriver.silence(driver, duration);
  }

  /** All messages of that id to its recipient, the latest first. */
  List<MessageExplanation> askAll(CaseMail mail) {
    History history = explainer().settled(about(mail.recipient()), mail.recipient());
    return history.outcomes().entrySet().stream()
        .filter(known -> known.getValue().messageId().equals(mail.messageId()))
        .map(known -> explainer().message(history, known.getKey(), mail.recipient()))
        .toList();
  }

  /** How many records lie in the dead letters. */
  int deadLetters() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .size();
  }

  /** The answer to "what became of this message?". */
  MessageExplanation ask(CaseMail mail) {
    History history = explainer().settled(about(mail.recipient()), mail.recipient());
    return explainer().message(history, mail.messageId(), mail.recipient());
  }

  /** The answer to "what is it with this recipient?". */
  RecipientExplanation ask(String recipient) {
    return explainer().recipient(recipient, about(recipient));
  }

  /** All that was published of a topic. */
  <T> List<T> published(Class<T> type) {
    return history().all(type);
  }

  /** The alerts with that cause, the first first, once it has been quiet for a minute. */
  List<Alert> alerts(Cause cause) {
    silence(TestDriver.QUIET);
    read();
    return alerts.stream().filter(alert -> alert.cause() == cause).toList();
  }

  /** How many incidents there are of each cause; a rate of bounces may be passed by any of them. */
  Map<Cause, Long> incidents() {
    silence(TestDriver.QUIET);
    read();
    Map<String, Cause> last = new HashMap<>();
    alerts.forEach(alert -> last.put(alert.incidentId(), alert.cause()));
    return last.values().stream()
        .filter(cause -> cause != Cause.BOUNCE_RATE)
        .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
  }

  private static Explainer explainer() {
    return new Explainer(Address.DEFAULT, KNOWLEDGE);
  }

  private History about(String recipient) {
    return new History(
        history().values().stream().filter(value -> !isOfAnother(value, recipient)).toList(), 0);
  }

  private static boolean isOfAnother(Object value, String recipient) {
    String own = recipient;
    if (value instanceof Outcome outcome) {
      own = outcome.recipient();
    } else if (value instanceof RecipientHealth health) {
      own = health.recipient();
    } else if (value instanceof Unmatched unmatched && unmatched.event().bounce() != null) {
      own = unmatched.event().bounce().sentTo();
    }
    return !own.equals(recipient);
  }

  private History history() {
    read();
    return new History(List.copyOf(values), 0);
  }

  private void read() {
    List.of(
            Topics.SENDS,
            Topics.DELIVERIES,
            Topics.BOUNCES,
            Topics.OUTCOMES,
            Topics.UNMATCHED,
            Topics.RECIPIENT_HEALTH)
        .forEach(topic -> values.addAll(read(topic)));
    alerts.addAll(read(Topics.ALERTS));
  }

  private <T> List<T> read(Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }

  private <T> void write(Topic<String, T> topic, String key, T value, long time) {
    driver
        .createInputTopic(
            topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer())
        .pipeInput(key, value, time);
  }
}
