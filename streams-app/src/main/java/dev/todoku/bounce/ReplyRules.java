package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.HashMap;
import java.util.Map;

/**
 * The reason behind a reply, from three tables that are resources of this package. The first of
 * these that knows it decides:
 *
 * <ol>
 *   <li>an enhanced status that is specific: the one beside the reply code in the text, else the
 *       one that a log or report gives, else one found elsewhere in the text ({@code
 *       enhanced-status.tsv});
 *   <li>the words of the text ({@code text-rules.tsv});
 *   <li>an enhanced status that is vague, such as 5.7.1;
 *   <li>the SMTP reply code ({@code reply-codes.tsv}).
 * </ol>
 *
 * <p>Where nothing does, the server withholds the reason: {@link Reason#UNDEFINED}.
 */
public final class ReplyRules implements ReplyClassifier {
  private final StatusTable statuses;
  private final TextRules rules;
  private final Map<Integer, Reason> codes;

  private ReplyRules(StatusTable statuses, TextRules rules, Map<Integer, Reason> codes) {
    this.statuses = statuses;
    this.rules = rules;
    this.codes = codes;
  }

  /**
   * The rules that come with Todoku.
   *
   * @throws IllegalArgumentException with file and line, when a row is wrong
   */
  public static ReplyRules load() {
    return new ReplyRules(
        StatusTable.of(ReasonTable.load("enhanced-status.tsv", 3)),
        TextRules.of(ReasonTable.load("text-rules.tsv", 3)),
        codes(ReasonTable.load("reply-codes.tsv", 2)));
  }

  static Map<Integer, Reason> codes(ReasonTable table) {
    Map<Integer, Reason> codes = new HashMap<>();
    for (ReasonTable.Row row : table.rows()) {
      int code = ReplyText.code(row.cell(0));
      if (code == 0) {
        throw row.error(row.cell(0) + " is no reply code");
      }
      if (codes.put(code, row.reason(1)) != null) {
        throw row.error(code + " has a row already");
      }
    }
    return Map.copyOf(codes);
  }

  @Override
  public Diagnosis classify(Refusal refusal) {
    Reason reason = reason(refusal.reply());
    return new Diagnosis(reason, reason.saysAddressIsDead(), Confidence.LIKELY, null, Hints.NONE);
  }

  private Reason reason(SmtpReply reply) {
    String text = reply.text() == null ? "" : reply.text();
    String status = ReplyText.status(reply.status(), text);
    StatusTable.Meaning meaning = statuses.of(status);
    if (meaning.decides()) {
      return meaning.reason();
    }
    StatusTable.Meaning told = statuses.of(ReplyText.firstStatus(text));
    if (told.decides()) {
      return told.reason();
    }
    Reason words = rules.match(status == null ? "" : status, ReplyText.words(text));
    if (words != Reason.UNDEFINED) {
      return words;
    }
    if (meaning.reason() != Reason.UNDEFINED) {
      return meaning.reason();
    }
    int code = reply.code() == 0 ? ReplyText.code(text) : reply.code();
    return codes.getOrDefault(code, Reason.UNDEFINED);
  }
}
