package dev.todoku.recipient;

import dev.todoku.schema.RecipientHealth;
import dev.todoku.tally.Tally;
import java.util.List;
import java.util.Optional;

/**
 * What follows from one outcome or command.
 *
 * @param next the state from now on
 * @param health the event to publish, when a count or the suppression changed
 * @param tallies what it adds to the provider's figures
 */
public record Judgement(
    RecipientState next, Optional<RecipientHealth> health, List<Tally> tallies) {

  public Judgement {
    tallies = List.copyOf(tallies);
  }
}
