package dev.todoku.explain;

import dev.todoku.dns.fact.SenderInOrder;
import dev.todoku.remedy.MailStep;
import dev.todoku.remedy.MailSteps;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Hop;
import dev.todoku.schema.JsonSerde;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.SendDetails;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * An answer for a program, and for a page that shows it. Times are milliseconds since 1970.
 *
 * @param words in which it is written
 * @param knowledge what the tables say
 * @param playbook has the providers' names
 * @param sources what is known beside mail
 */
public record ExplanationJson(
    ExplanationWords words, Knowledge knowledge, Playbook playbook, AnswerSources sources) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final MailSteps STEPS = MailSteps.load();
  private static final JsonSerde<Outcome> OUTCOME = JsonSerde.of(Outcome.class);
  private static final JsonSerde<RecipientHealth> HEALTH = JsonSerde.of(RecipientHealth.class);

  /** Where nothing is known beside mail. */
  public ExplanationJson(ExplanationWords words, Knowledge knowledge, Playbook playbook) {
    this(words, knowledge, playbook, AnswerSources.NONE);
  }

  /** The answer in one line. */
  public String of(Explanation explanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("query", explanation.query());
    if (explanation.recipient() != null) {
      json.put("recipient", recipient(explanation.recipient()));
    }
    json.put("messages", explanation.messages().stream().map(this::message).toList());
    return JSON.writeValueAsString(json);
  }

  private Map<String, Object> recipient(RecipientExplanation recipient) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("address", recipient.address());
    json.put("messages", recipient.messages());
    json.put("standing", SuppressionText.of(recipient, words));
    if (recipient.health() != null) {
      json.put("health", as(HEALTH.write(recipient.health())));
    }
    json.put("history", moments(recipient.history()));
    return json;
  }

  private Map<String, Object> message(MessageExplanation messageExplanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messageId", messageExplanation.messageId());
    json.put("recipient", messageExplanation.recipient());
    if (messageExplanation.outcome() != null) {
      json.put("provider", provider(messageExplanation));
    }
    json.put("verdict", OutcomeText.of(messageExplanation, words));
    json.put("stoppedAt", messageExplanation.stoppedAt());
    json.put("way", Arrays.stream(Hop.values()).map(hop -> step(messageExplanation, hop)).toList());
    json.put("situation", messageExplanation.situation());
    json.put("state", Steps.state(messageExplanation));
    json.put("suppressed", messageExplanation.suppressed());
    RelatedIncident.of(messageExplanation.outcome(), sources.incidents())
        .ifPresent(incident -> json.put("incident", incident(incident, messageExplanation)));
    Optional<OthersFared> fared = OthersFared.of(messageExplanation, sources);
    fared.ifPresent(others -> json.put("others", others.json(provider(messageExplanation), words)));
    SenderDns sender = SenderTrouble.of(messageExplanation, sources);
    json.put("advice", knowledge.advice(messageExplanation.adviceKey()).in(words.language()));
    json.put("notes", notes(messageExplanation, sender.inOrder()));
    json.put("dns", SenderTrouble.json(sender.wrong(), words.language()));
    json.put(
        "steps",
        new Steps(STEPS, words)
            .of(
                messageExplanation,
                fared.map(OthersFared::isAlone).orElse(false),
                sender.inOrder().checks()));
    json.put("letters", letters(messageExplanation));
    json.put("facts", facts(messageExplanation));
    json.put("timeline", moments(messageExplanation.timeline()));
    if (messageExplanation.outcome() != null) {
      json.put("outcome", as(OUTCOME.write(messageExplanation.outcome())));
    }
    return json;
  }

  /** Where it is now stands first. */
  private List<String> notes(MessageExplanation messageExplanation, SenderInOrder inOrder) {
    List<String> notes = new ArrayList<>();
    QueueNote.of(messageExplanation, sources, words).ifPresent(notes::add);
    notes.addAll(Notes.of(messageExplanation, knowledge, words));
    if (!inOrder.checks().isEmpty()) {
      String names =
          inOrder.checks().stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
      notes.add(words.get("note.inOrder", names, words.time(inOrder.asOf())));
    }
    return notes;
  }

  private Map<String, Object> incident(
      RelatedIncident incident, MessageExplanation messageExplanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("incidentId", incident.alert().incidentId());
    json.put("open", incident.isOpen());
    json.put("onset", incident.alert().onset());
    json.put("resolvedAt", incident.alert().resolvedAt());
    json.put("said", incident.in(messageExplanation, provider(messageExplanation), words));
    return json;
  }

  private String provider(MessageExplanation messageExplanation) {
    return playbook.providerName(messageExplanation.known().provider()).in(words.language());
  }

  private Map<String, Object> letters(MessageExplanation messageExplanation) {
    Steps steps = new Steps(STEPS, words);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("customer", steps.letter(MailStep.By.SUPPORT, messageExplanation));
    if (messageExplanation.isSeenByReceiver()) {
      json.put("administrator", steps.letter(MailStep.By.RECEIVER, messageExplanation));
    }
    return json;
  }

  private Map<String, Object> step(MessageExplanation messageExplanation, Hop hop) {
    HopResult mark = HopResult.of(messageExplanation, hop);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stoppedAt", hop);
    json.put("name", words.of("stoppedAt", hop));
    json.put("mark", mark);
    json.put("said", mark.in(words));
    return json;
  }

  private List<Map<String, Object>> moments(List<TimelineEntry> moments) {
    return moments.stream().map(this::moment).toList();
  }

  private Map<String, Object> moment(TimelineEntry moment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", moment.time());
    json.put("kind", moment.kind());
    json.put("said", words.of("moment", moment.kind()));
    json.put("detail", moment.detail());
    json.put("count", moment.count());
    if (moment.evidence() != null) {
      json.put("evidence", moment.evidence());
      json.put("evidenceSaid", words.of("evidence", moment.evidence()));
    }
    return json;
  }

  private static Map<String, Object> facts(MessageExplanation messageExplanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", messageExplanation.sender());
    json.put("to", messageExplanation.recipient());
    json.put("sentAt", messageExplanation.sentAt());
    json.put("sourceIp", messageExplanation.sourceIp());
    json.put("reply", messageExplanation.reply());
    SendDetails details = messageExplanation.details();
    putKnown(json, "subject", details.subject());
    putKnown(json, "replyTo", details.replyTo());
    putKnown(json, "recipientName", details.recipientName());
    putKnown(json, "acceptedAs", details.acceptedAs());
    if (messageExplanation.outcome() != null) {
      Origin origin = messageExplanation.outcome().origin();
      putKnown(json, "host", origin.host());
      putKnown(json, "fromDomain", origin.fromDomain());
      putKnown(json, "stream", origin.mailStream());
      putKnown(json, "campaign", origin.campaign());
      putKnown(json, "queueId", messageExplanation.outcome().queueId());
    }
    if (details.size() != 0) {
      json.put("size", details.size());
    }
    return json;
  }

  private static void putKnown(Map<String, Object> json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static RawValue as(byte[] json) {
    return new RawValue(new String(json, StandardCharsets.UTF_8));
  }
}
