package dev.todoku.collect;

/** What an entry is, which decides where it is written. */
public enum EntryType {
  /** A line of Postfix's log. */
  LOG,
  /** A line of another mail server's log; its key names the format. */
  SERVER_LOG,
  /** A message that came to the mailbox that takes bounces. */
  BOUNCE,
  /** What a mail service posted; its key names the format and the account. */
  REPORT
}
