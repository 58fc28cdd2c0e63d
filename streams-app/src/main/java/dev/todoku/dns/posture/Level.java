package dev.todoku.dns.posture;

/** How bad a finding is. */
public enum Level {
  /** As it should be. */
  OK,
  /** Could be better; no mail is lost by it. */
  NOTE,
  /** Nobody knows: the DNS did not answer. */
  UNKNOWN,
  /** Some receivers will hold it against the mail. */
  WARNING,
  /** Mail is refused or filtered for it. */
  ERROR;

  /** The worse of two. */
  public Level or(Level other) {
    return compareTo(other) < 0 ? other : this;
  }
}
