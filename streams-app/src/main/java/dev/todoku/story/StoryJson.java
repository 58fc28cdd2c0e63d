package dev.todoku.story;

import dev.todoku.remedy.MailStep;
import dev.todoku.remedy.MailSteps;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Checkpoint;
import dev.todoku.schema.JsonSerde;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.SendDetails;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * An answer for a program, and for a page that shows it. Times are milliseconds since 1970.
 *
 * @param words in which it is told
 * @param knowledge what the tables say
 * @param playbook has the providers' names
 * @param incidents that may explain failures, as last published
 */
public record StoryJson(
    Words words, Knowledge knowledge, Playbook playbook, Collection<Alert> incidents) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final MailSteps STEPS = MailSteps.load();
  private static final JsonSerde<Outcome> OUTCOME = JsonSerde.of(Outcome.class);
  private static final JsonSerde<RecipientHealth> HEALTH = JsonSerde.of(RecipientHealth.class);

  /** Where no incident is known. */
  public StoryJson(Words words, Knowledge knowledge, Playbook playbook) {
    this(words, knowledge, playbook, List.of());
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

  private Map<String, Object> recipient(RecipientStory recipient) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("address", recipient.address());
    json.put("messages", recipient.messages());
    json.put("standing", Standing.of(recipient.health(), words));
    if (recipient.health() != null) {
      json.put("health", as(HEALTH.write(recipient.health())));
    }
    json.put("history", moments(recipient.history()));
    return json;
  }

  private Map<String, Object> message(MessageStory story) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messageId", story.messageId());
    json.put("recipient", story.recipient());
    if (story.outcome() != null) {
      json.put("provider", playbook.providerName(story.outcome().provider()).in(words.language()));
    }
    json.put("verdict", Verdict.of(story, words));
    json.put("checkpoint", story.checkpoint());
    json.put(
        "way",
        Arrays.stream(Checkpoint.values()).map(checkpoint -> step(story, checkpoint)).toList());
    json.put("situation", story.situation());
    json.put("state", Steps.state(story));
    json.put("suppressed", story.suppressed());
    RelatedIncident.of(story.outcome(), incidents)
        .ifPresent(incident -> json.put("incident", incident(incident, story)));
    json.put("advice", knowledge.advice().get(story.adviceKey()).in(words.language()));
    json.put("notes", Notes.of(story, knowledge, words));
    json.put("steps", new Steps(STEPS, words).of(story));
    json.put("letters", letters(story));
    json.put("facts", facts(story));
    json.put("timeline", moments(story.timeline()));
    if (story.outcome() != null) {
      json.put("outcome", as(OUTCOME.write(story.outcome())));
    }
    return json;
  }

  private Map<String, Object> incident(RelatedIncident incident, MessageStory story) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("incidentId", incident.alert().incidentId());
    json.put("open", incident.isOpen());
    json.put("onset", incident.alert().onset());
    json.put("resolvedAt", incident.alert().resolvedAt());
    String provider = playbook.providerName(story.outcome().provider()).in(words.language());
    json.put("said", incident.in(story, provider, words));
    return json;
  }

  private Map<String, Object> letters(MessageStory story) {
    Steps steps = new Steps(STEPS, words);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("customer", steps.letter(MailStep.By.SUPPORT, story));
    json.put("administrator", steps.letter(MailStep.By.RECEIVER, story));
    return json;
  }

  private Map<String, Object> step(MessageStory story, Checkpoint checkpoint) {
    Mark mark = Mark.of(story, checkpoint);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("checkpoint", checkpoint);
    json.put("name", words.of("checkpoint", checkpoint));
    json.put("mark", mark);
    json.put("said", mark.in(words));
    return json;
  }

  private List<Map<String, Object>> moments(List<Moment> moments) {
    return moments.stream().map(this::moment).toList();
  }

  private Map<String, Object> moment(Moment moment) {
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

  private static Map<String, Object> facts(MessageStory story) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", story.sender());
    json.put("to", story.recipient());
    json.put("sentAt", story.sentAt());
    json.put("sourceIp", story.sourceIp());
    json.put("reply", story.reply());
    SendDetails details = story.details();
    putKnown(json, "subject", details.subject());
    putKnown(json, "replyTo", details.replyTo());
    putKnown(json, "recipientName", details.recipientName());
    putKnown(json, "acceptedAs", details.acceptedAs());
    if (story.outcome() != null) {
      Origin origin = story.outcome().origin();
      putKnown(json, "host", origin.host());
      putKnown(json, "fromDomain", origin.fromDomain());
      putKnown(json, "stream", origin.mailStream());
      putKnown(json, "campaign", origin.campaign());
      putKnown(json, "queueId", story.outcome().queueId());
    }
    if (details.size() != 0) {
      json.put("size", details.size());
    }
    return json;
  }

  private static void putKnown(Map<String, Object> json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static RawValue as(byte[] json) {
    return new RawValue(new String(json, StandardCharsets.UTF_8));
  }
}
