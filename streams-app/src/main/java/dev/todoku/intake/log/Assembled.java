package dev.todoku.intake.log;

import dev.todoku.intake.sender.Reported;
import java.util.List;

/**
 * A message after a record of it was taken in.
 *
 * @param next what is now known of it
 * @param reports what is to be published, each with what other records state of the message
 */
public record Assembled(OpenMessage next, List<Reported> reports) {
  public Assembled {
    reports = List.copyOf(reports);
  }
}
