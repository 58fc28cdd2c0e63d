package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * Who changed something by the API or the page, or looked at what is known of an address.
 *
 * @param time when
 * @param by name of the token, of the person whom a proxy named, or LOCAL for whoever is on the
 *     machine where nobody needs a token
 * @param via how who asked has proved it
 * @param action what was done
 * @param path of the request, as in {@code /intake/recipients}
 * @param about the address, message, incident, campaign or search text; null when there was none
 */
public record AuditRecord(
    long time, String by, Via via, Action action, String path, @Nullable String about) {

  /** Name of whoever needs no token. */
  public static final String LOCAL = "local";

  /** How who asks has proved it. */
  public enum Via {
    /** A token with the request. */
    TOKEN,
    /** Signed in on the page. */
    SESSION,
    /** Signed in at a trusted proxy. */
    PROXY,
    /** Somebody on the machine, where no token is needed. */
    LOCAL,
    /** A link to one answer. */
    LINK
  }

  /** What was done. */
  public enum Action {
    /** Something is otherwise now. */
    CHANGE,
    /** Somebody read what is known. */
    LOOK
  }

  public AuditRecord {
    Required.time(time, "time");
    Required.text(by, "by", Limits.NAME);
    Required.present(via, "via");
    Required.present(action, "action");
    Required.text(path, "path", Limits.REPLY);
    Required.bounded(about, "about", Limits.REPLY);
  }
}
