package dev.todoku.collect.queue;

import dev.todoku.wire.WaitingMail;
import java.util.List;

/** Reads the lines of a command that lists a queue. One object reads one listing. */
interface QueueListing {
  /** The mails that a line completes, one for each recipient that still waits. */
  List<WaitingMail> line(String line);

  /** How many messages have been listed so far. */
  long messages();
}
