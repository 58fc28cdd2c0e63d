package dev.todoku.explain;

import dev.todoku.dns.fact.SenderCheck;
import dev.todoku.remedy.MailStep;
import dev.todoku.remedy.MailSteps;
import dev.todoku.schema.Address;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a message, in one language, with what is known of it filled in.
 *
 * @param steps what there is to do
 * @param words the language
 */
public record Steps(MailSteps steps, ExplanationWords words) {
  /** For how long Postfix retries unless it is configured otherwise (maximal_queue_lifetime). */
  static final long QUEUE_LIFETIME_MS = 5 * 24 * 60 * 60_000L;

  /** Key of the steps where others got theirs. */
  private static final String ALONE = "ALONE";

  /** Called unknown by what may be a filter, too. */
  private static final Set<Situation> UNSURE =
      EnumSet.of(Situation.DOUBTFUL, Situation.HIDDEN_BLOCK);

  /** It is the part after the @ that is wrong. */
  private static final Set<Reason> OF_DOMAIN = EnumSet.of(Reason.HOST_UNKNOWN, Reason.NOT_ACCEPT);

  /** What a recipient's settings may stand behind. */
  private static final Set<Fault> MAY_BE_ALLOWED =
      EnumSet.of(Fault.REPUTATION, Fault.CONTENT, Fault.UNKNOWN);

  /**
   * A step as a person reads it.
   *
   * @param id stable name of the step
   * @param by who does it, in words
   * @param text what to do
   * @param at page that explains it, null when there is none
   * @param seen when that page was last known, null where there is none
   */
  public record Shown(
      String id, String by, String text, @Nullable String at, @Nullable String seen) {}

  /**
   * What to do, in order.
   *
   * @param isAlone whether others at the provider got theirs: the recipient's settings come first
   * @param inOrder what of the sender is in order: of that nothing is to be mended
   */
  public List<Shown> of(MessageExplanation explanation, boolean isAlone, Set<SenderCheck> inOrder) {
    Map<String, String> values = values(explanation);
    boolean isAllowing = isAlone && MAY_BE_ALLOWED.contains(explanation.known().fault());
    return Stream.of(isAllowing ? ALONE : "", explanation.adviceKey())
        .flatMap(key -> steps.of(key, provider(explanation), standing(explanation)).stream())
        .filter(step -> step.isNeeded(inOrder))
        .distinct()
        .map(
            step ->
                new Shown(
                    step.id(),
                    words.of("by", step.by()),
                    fill(step.text().in(words.language()), values),
                    step.at(),
                    step.seen()))
        .toList();
  }

  /** A text to paste. */
  public String letter(MailStep.By to, MessageExplanation explanation) {
    String letter = steps.letter(to).in(words.language()).replace("\\n", "\n");
    return fill(
        letter.replace("{happened}", words.get("letter." + happened(explanation))),
        values(explanation));
  }

  /** What the customer's letter is about: whose side has to do something. */
  private static String happened(MessageExplanation explanation) {
    MailSteps.State state = state(explanation);
    if (state == MailSteps.State.TAKEN) {
      return "TAKEN";
    }
    if (explanation.adviceKey().equals(Reason.SUPPRESSED.name())) {
      return "SUPPRESSED";
    }
    if (state == MailSteps.State.WAITING) {
      return "WAITING";
    }
    if (UNSURE.contains(explanation.situation())) {
      return "DOUBTFUL";
    }
    Reason reason = explanation.known().reason();
    return switch (explanation.known().fault()) {
      case ADDRESS -> OF_DOMAIN.contains(reason) ? "DOMAIN" : "ADDRESS";
      case MAILBOX -> reason == Reason.MAILBOX_FULL ? "MAILBOX_FULL" : "MAILBOX";
      case CONTENT -> "CONTENT";
      case RECEIVER_SYSTEM, NETWORK -> "THEIR_SYSTEM";
      case REPUTATION, RATE, AUTHENTICATION, SENDER_SYSTEM -> "OUR_SIDE";
      case UNKNOWN, NONE -> "UNKNOWN";
    };
  }

  /** How a message stands, and whether anything may be sent to its address. */
  private static MailSteps.State standing(MessageExplanation explanation) {
    MailSteps.State state = state(explanation);
    return state == MailSteps.State.FAILED && explanation.suppressed()
        ? MailSteps.State.SUPPRESSED
        : state;
  }

  /** How a message stands. */
  static MailSteps.State state(MessageExplanation explanation) {
    Status status = explanation.outcome() == null ? Status.SENT : explanation.outcome().status();
    return switch (status) {
      case SENT, DEFERRED -> MailSteps.State.WAITING;
      case EXPIRED, BOUNCED, DISCARDED -> MailSteps.State.FAILED;
      case DELIVERED, HANDED_ON -> MailSteps.State.TAKEN;
    };
  }

  private static String provider(MessageExplanation explanation) {
    Outcome outcome = explanation.outcome();
    return outcome == null ? "" : outcome.provider();
  }

  private Map<String, String> values(MessageExplanation explanation) {
    Outcome outcome = explanation.outcome();
    Map<String, String> values = new HashMap<>();
    values.put("fromDomain", outcome == null ? null : outcome.origin().fromDomain());
    values.put("sourceIp", source(explanation));
    values.put("recipient", explanation.recipient());
    values.put("recipientDomain", Address.domainOf(explanation.recipient()));
    values.put("sender", explanation.sender());
    long sentAt = explanation.sentAt();
    values.put("sent", sentAt == 0 ? null : words.time(sentAt));
    values.put("sentPlainly", sentAt == 0 ? null : words.plainTime(sentAt));
    values.put("until", sentAt == 0 ? null : words.time(sentAt + QUEUE_LIFETIME_MS));
    values.put("messageId", explanation.messageId());
    values.put("reply", explanation.reply());
    return values;
  }

  /** The address, or whose it is. */
  private String source(MessageExplanation explanation) {
    String ip = explanation.sourceIp();
    return ip.isEmpty() && !explanation.host().isEmpty()
        ? words.get("fact.addressOf", explanation.host())
        : ip;
  }

  private String fill(String template, Map<String, String> values) {
    String text = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      boolean isKnown = value.getValue() != null && !value.getValue().isEmpty();
      String shown = isKnown ? value.getValue() : words.get("fact.unknown");
      String place = '{' + value.getKey() + '}';
      // A space stands between Latin letters and Japanese ones, not within Japanese.
      boolean isLatin = shown.charAt(shown.length() - 1) < '\u3000';
      text = (isLatin ? text : text.replace(place + ' ', shown)).replace(place, shown);
    }
    return text;
  }
}
