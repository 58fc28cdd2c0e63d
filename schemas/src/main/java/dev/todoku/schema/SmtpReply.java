package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reply of a mail server.
 *
 * @param code SMTP reply code (RFC 5321 section 4.2), 0 when unknown
 * @param status enhanced status code (RFC 3463), null when unknown
 * @param text the reply as it came, cut to {@link Limits#REPLY} characters; null when unknown
 * @param command the SMTP command it answered ("RCPT TO", "end of DATA"), null when unknown
 */
public record SmtpReply(
    @OmittedWhenZero int code,
    @Nullable String status,
    @Nullable String text,
    @Nullable String command) {

  public static final SmtpReply UNKNOWN = new SmtpReply(0, null, null, null);

  private static final Pattern CODE = Pattern.compile("^([2-5]\\d\\d)(?:[ -]|$)");
  private static final Pattern STATUS =
      Pattern.compile("^(?:[2-5]\\d\\d[ -])?([245]\\.\\d{1,3}\\.\\d{1,3})(?:\\s|$)");

  /** A reply as one text, as services hand it on: {@code 550 5.1.1 user unknown}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static SmtpReply of(String text) {
    String reply = text.strip();
    Matcher code = CODE.matcher(reply);
    Matcher status = STATUS.matcher(reply);
    return new SmtpReply(
        code.find() ? Integer.parseInt(code.group(1)) : 0,
        status.find() ? status.group(1) : null,
        reply,
        null);
  }

  public SmtpReply {
    Required.bounded(status, "status", Limits.STATUS);
    text = Required.cutOrNull(text, Limits.REPLY);
    Required.bounded(command, "command", Limits.NAME);
  }
}
