package dev.todoku.bounce;

import dev.todoku.provider.ProviderNames;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reason behind a reply, from tables. The first of these steps that knows it decides:
 *
 * <ol>
 *   <li>the operator's own rules;
 *   <li>what a provider is known to mean ({@code provider-rules.tsv}), and the codes of mail
 *       services ({@code service-codes.tsv});
 *   <li>an enhanced status that is specific ({@code enhanced-status.tsv});
 *   <li>words that are clear ({@code text-rules.tsv});
 *   <li>an enhanced status that is likely, such as 5.1.1;
 *   <li>words that say little ({@code weak-rules.tsv});
 *   <li>that the sender gave up on what was called temporary;
 *   <li>an enhanced status that is vague, such as 5.7.1;
 *   <li>the SMTP reply code ({@code reply-codes.tsv});
 *   <li>that a sender was refused for good before it named any mail.
 * </ol>
 *
 * <p>Where nothing does, the server withholds the reason: {@link Reason#UNDEFINED}.
 */
public final class ReplyRules implements ReplyClassifier {
  // Indexes into what TextRules answers.
  private static final int OWN = 0;
  private static final int PROVIDER = 1;
  private static final int CLEAR = 2;
  private static final int WEAK = 3;

  /** Reasons of weak words that outweigh a status by which the address is dead. */
  private static final Set<Reason> OF_POLICY =
      EnumSet.of(Reason.POLICY_VIOLATION, Reason.SECURITY_ERROR);

  /** The same where the status is a guess. */
  private static final Set<Reason> OF_SENDER =
      EnumSet.of(Reason.POLICY_VIOLATION, Reason.SECURITY_ERROR, Reason.BLOCKED, Reason.REJECTED);

  /** What a row says. */
  private record Decision(Reason reason, @Nullable String place, DiagnosisConfidence confidence) {

    Decision because(Reason other) {
      return other == reason ? this : new Decision(other, place, DiagnosisConfidence.GUESS);
    }
  }

  private static final class Shipped {
    static final ReplyRules RULES = load(WellKnownProviders.load(), List.of());
  }

  private final StatusTable statuses;
  private final TextRules rules;
  private final Map<Integer, ReasonTable.Row> codes;
  private final ProviderNames providers;

  private ReplyRules(
      StatusTable statuses,
      TextRules rules,
      Map<Integer, ReasonTable.Row> codes,
      ProviderNames providers) {
    this.statuses = statuses;
    this.rules = rules;
    this.codes = codes;
    this.providers = providers;
  }

  /** The rules that come with Todoku, which are read once. */
  public static ReplyRules load() {
    return Shipped.RULES;
  }

  /**
   * The rules that come with Todoku, and an operator's own before them.
   *
   * @param own rows in the form of {@code text-rules.tsv}
   * @throws IllegalArgumentException with file and line, when a row is wrong
   */
  public static ReplyRules load(ProviderNames providers, List<Line> own) {
    List<Rule> known = new ArrayList<>(sourced("provider-rules.tsv"));
    known.addAll(ServiceCodes.rules(ReasonTable.load("service-codes.tsv", 4)));
    return new ReplyRules(
        StatusTable.of(ReasonTable.load("enhanced-status.tsv", 3)),
        new TextRules(
            List.of(
                rules(ReasonTable.of(own, 3)),
                known,
                sourced("text-rules.tsv"),
                sourced("weak-rules.tsv"))),
        codes(ReasonTable.load("reply-codes.tsv", 2)),
        providers);
  }

  /** Rows whose fourth cell names where they are known from. */
  private static List<Rule> sourced(String table) {
    return rules(ReasonTable.load(table, 4));
  }

  private static List<Rule> rules(ReasonTable table) {
    return table.rows().stream().map(Rule::of).toList();
  }

  static Map<Integer, ReasonTable.Row> codes(ReasonTable table) {
    Map<Integer, ReasonTable.Row> codes = new HashMap<>();
    for (ReasonTable.Row row : table.rows()) {
      int code = ReplyText.code(row.cell(0));
      if (code == 0) {
        throw row.error(row.cell(0) + " is no reply code");
      }
      row.reason(1);
      if (codes.put(code, row) != null) {
        throw row.error(code + " has a row already");
      }
    }
    return Map.copyOf(codes);
  }

  @Override
  public BounceDiagnosis classify(RefusedReply refusal) {
    String text = text(refusal);
    String status = ReplyText.status(refusal.reply().status(), text);
    SmtpExchange exchange = exchange(refusal, status, text);
    Decision decision = decide(exchange, status, text);
    if (decision == null) {
      return exchange.isBare() && Dialogue.hasLetters(ReplyText.words(text), 1)
          ? BounceDiagnosis.UNREADABLE
          : BounceDiagnosis.NONE;
    }
    Reason reason = decision.reason;
    return new BounceDiagnosis(
        reason,
        reason.saysAddressIsDead() && !exchange.isTemporary(),
        decision.confidence,
        decision.place,
        HintReader.read(text, reason));
  }

  /**
   * The rows that speak of {@code refusal}, one of each table, in the order in which tables are
   * asked where nothing contradicts them; empty when none does.
   */
  public List<RuleMatch> evidence(RefusedReply refusal) {
    String text = text(refusal);
    String status = ReplyText.status(refusal.reply().status(), text);
    SmtpExchange exchange = exchange(refusal, status, text);
    List<Decision> rows = new ArrayList<>();
    for (Rule rule : rules.match(ReplyWords.of(text), exchange, CLEAR)) {
      if (rule != null) {
        rows.add(of(rule, DiagnosisConfidence.GUESS));
      }
    }
    rows.add(of(statuses.of(status), DiagnosisConfidence.GUESS));
    ReasonTable.Row code = codes.get(exchange.code());
    if (code != null) {
      rows.add(new Decision(code.reason(1), code.place(), DiagnosisConfidence.GUESS));
    }
    String decisive = classify(refusal).rule();
    return rows.stream()
        .filter(row -> row.place != null)
        .map(row -> new RuleMatch(row.place, row.reason, row.place.equals(decisive)))
        .toList();
  }

  private static String text(RefusedReply refusal) {
    String text = refusal.reply().text();
    return text == null ? "" : text;
  }

  /** {@code status}: null when unknown. */
  private SmtpExchange exchange(RefusedReply refusal, @Nullable String status, String text) {
    int given = refusal.reply().code();
    return new SmtpExchange(
        refusal,
        given == 0 ? ReplyText.code(text) : given,
        status == null ? "" : status,
        status != null && text.contains(status),
        providers);
  }

  /**
   * A dead address is not believed of words that contradict the exchange, or that nothing supports.
   * Before RCPT no recipient was named: who is unknown there is the sender. Later, too, it is not
   * the recipient where the reply names somebody else. After DATA the server has accepted the
   * recipient already, a status of the mailbox (x.2) or of policy (x.7) says that there is one,
   * also to RCPT where other words accuse the sender; and where it is not known what was answered
   * either may be: then a filter used these words. A name that cannot be found for now is a trouble
   * of the DNS.
   */
  private static Reason plausible(Reason reason, SmtpExchange exchange, ReplyWords words) {
    if (reason == Reason.SUSPENDED || reason == Reason.MAILBOX_FULL) {
      return ofMailbox(reason, exchange, words);
    }
    if (!reason.saysAddressIsDead()) {
      return reason;
    }
    if (isOfSender(exchange, words)) {
      return exchange.isBeforeMail() ? Reason.BLOCKED : Reason.REJECTED;
    }
    if (reason == Reason.NOT_ACCEPT) {
      return reason;
    }
    if (exchange.isBeforeMail()) {
      return Reason.BLOCKED;
    }
    boolean isOfPolicy = reason == Reason.HOST_UNKNOWN && exchange.isOfPolicy();
    if (exchange.command() == SmtpCommand.MAIL || isOfPolicy) {
      return Reason.REJECTED;
    }
    if (reason == Reason.HOST_UNKNOWN) {
      return exchange.isTemporary() ? Reason.NETWORK_ERROR : reason;
    }
    if (reason != Reason.USER_UNKNOWN) {
      return reason;
    }
    if (exchange.isOfBrokenAddress()) {
      return Reason.SYNTAX_ERROR;
    }
    return exchange.supportsUnknown() ? reason : Reason.FILTERED;
  }

  /**
   * What {@code reason}, which is of a mailbox, is in the exchange. Before RCPT no mailbox was
   * named: the storage that is full there is the server's, the account that is closed the sender's.
   */
  private static Reason ofMailbox(Reason reason, SmtpExchange exchange, ReplyWords words) {
    boolean isBeforeRecipient = exchange.isBeforeMail() || exchange.command() == SmtpCommand.MAIL;
    if (reason == Reason.MAILBOX_FULL) {
      return isBeforeRecipient ? Reason.SYSTEM_FULL : reason;
    }
    if (exchange.isBeforeMail()) {
      return Reason.BLOCKED;
    }
    return isBeforeRecipient || SenderWords.in(words) ? Reason.REJECTED : reason;
  }

  /** Whether the reply says itself that it speaks of the sender, or of nobody we know. */
  private static boolean isOfSender(SmtpExchange exchange, ReplyWords words) {
    return exchange.isOfSender() || SenderWords.in(words) || exchange.names().isAnother();
  }

  /** Null when nothing decides. */
  private @Nullable Decision decide(SmtpExchange exchange, @Nullable String status, String text) {
    ReplyWords said = ReplyWords.of(text);
    Rule[] words = rules.match(said, exchange, CLEAR);
    if (words[OWN] != null) {
      return of(words[OWN], DiagnosisConfidence.CERTAIN);
    }
    if (words[PROVIDER] != null) {
      return of(words[PROVIDER], DiagnosisConfidence.CERTAIN);
    }
    Decision decision = decide(words, exchange, status, text);
    if (decision == null) {
      return null;
    }
    Reason plausible = plausible(decision.reason, exchange, said);
    boolean isMixed =
        plausible == Reason.USER_UNKNOWN
            && exchange.isOfPolicy()
            && words[WEAK] != null
            && OF_SENDER.contains(words[WEAK].reason());
    return decision.because(isMixed ? Reason.FILTERED : plausible);
  }

  private @Nullable Decision decide(
      Rule[] words, SmtpExchange exchange, @Nullable String status, String text) {
    StatusTable.Meaning first = statuses.of(status);
    StatusTable.Meaning stated = statuses.of(ReplyText.firstStatus(text));
    StatusTable.Meaning code = stated.trust().compareTo(first.trust()) < 0 ? stated : first;
    if (code.trust() == StatusTable.Trust.SPECIFIC) {
      return of(code, DiagnosisConfidence.CERTAIN);
    }
    if (words[CLEAR] != null) {
      boolean agree = words[CLEAR].reason() == code.reason();
      return of(words[CLEAR], agree ? DiagnosisConfidence.CERTAIN : DiagnosisConfidence.LIKELY);
    }
    if (code.trust() == StatusTable.Trust.LIKELY && !isContradicted(code, words[WEAK], exchange)) {
      return of(code, DiagnosisConfidence.LIKELY);
    }
    if (words[WEAK] != null) {
      return of(words[WEAK], DiagnosisConfidence.GUESS);
    }
    if (exchange.isFinal() && exchange.isTemporary()) {
      return new Decision(Reason.EXPIRED, null, DiagnosisConfidence.LIKELY);
    }
    boolean isNothing =
        code.reason() == Reason.UNDEFINED
            || (code.reason().saysAddressIsDead() && exchange.isGuessedStatus());
    if (!isNothing) {
      return of(code, DiagnosisConfidence.GUESS);
    }
    ReasonTable.Row row = codes.get(exchange.code());
    if (row == null && exchange.isAtTheDoor()) {
      return new Decision(Reason.BLOCKED, null, DiagnosisConfidence.GUESS);
    }
    return row == null ? null : new Decision(row.reason(1), row.place(), DiagnosisConfidence.GUESS);
  }

  /**
   * Whether words, though weak, say that the sender is at fault where the status calls the address
   * dead. The status may be another program's guess (sendmail makes 5.1.1 of every bare 550 to
   * RCPT): then any such words count; of the server's own status only those of policy.
   */
  private static boolean isContradicted(
      StatusTable.Meaning code, Rule weak, SmtpExchange exchange) {
    return weak != null
        && code.reason().saysAddressIsDead()
        && (exchange.isGuessedStatus() ? OF_SENDER : OF_POLICY).contains(weak.reason());
  }

  private static Decision of(Rule rule, DiagnosisConfidence confidence) {
    return new Decision(rule.reason(), rule.place(), confidence);
  }

  private static Decision of(StatusTable.Meaning meaning, DiagnosisConfidence confidence) {
    return new Decision(meaning.reason(), meaning.place(), confidence);
  }
}
