package dev.todoku.collect;

/** What an entry is, which decides where it is written. */
public enum EntryType {
  /** A line of a mail server's log. */
  LOG,
  /** A message that came to the mailbox that takes bounces. */
  BOUNCE
}
