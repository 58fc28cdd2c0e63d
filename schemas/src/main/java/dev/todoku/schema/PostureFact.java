package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sender's side is in order, as far as the DNS shows.
 *
 * @param domain domain of the header From, in normal form
 * @param time when the DNS answered
 * @param until until when the answers hold
 * @param sourceIps the sending addresses that were looked at
 * @param findings what was found, in the order in which a person would look
 */
public record PostureFact(
    String domain, long time, long until, List<String> sourceIps, List<Finding> findings)
    implements DnsFact {

  /** How bad a finding is, from best to worst. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Could be better; no mail is lost by it. */
    NOTE,
    /** Nobody knows: the DNS did not answer. */
    UNKNOWN,
    /** Some receivers hold it against the mail. */
    WARNING,
    /** Mail is refused or filtered for it. */
    ERROR
  }

  /**
   * One thing that was looked at.
   *
   * @param kind stable name of what was found
   * @param level how bad
   * @param asked the question, as in {@code TXT example.jp}
   * @param answered what the DNS said, null when there is nothing to report
   * @param rfc the section that demands it
   * @param text what it means
   * @param fix what to do, null when there is nothing to do
   * @param publish the very record to publish, null when there is none
   */
  public record Finding(
      String kind,
      Level level,
      String asked,
      @Nullable String answered,
      String rfc,
      Text text,
      @Nullable Text fix,
      @Nullable String publish) {

    public Finding {
      Required.text(kind, "kind", Limits.NAME);
      Required.present(level, "level");
      Required.text(asked, "asked", Limits.REPLY);
      Required.bounded(answered, "answered", Limits.REPLY);
      Required.text(rfc, "rfc", Limits.NAME);
      Required.present(text, "text");
      Required.bounded(publish, "publish", Limits.TEXT);
    }
  }

  public PostureFact {
    Required.text(domain, "domain", Limits.DOMAIN);
    Required.time(time, "time");
    Required.time(until, "until");
    sourceIps = Required.list(sourceIps, "sourceIps");
    findings = Required.list(findings, "findings");
  }

  @Override
  public String key() {
    return keyOf(domain);
  }

  /** The key of the fact about {@code domain}. */
  public static String keyOf(String domain) {
    return "posture:" + domain;
  }
}
