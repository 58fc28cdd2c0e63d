package dev.todoku.recipients;

import dev.todoku.schema.RecipientHealth;
import dev.todoku.wire.ProviderDelta;
import java.util.List;
import java.util.Optional;

/**
 * What follows from one outcome or command.
 *
 * @param next the state from now on
 * @param health the event to publish, when a count or the suppression changed
 * @param deltas what it adds to the provider's figures
 */
public record Judgement(
    RecipientState next, Optional<RecipientHealth> health, List<ProviderDelta> deltas) {

  public Judgement {
    deltas = List.copyOf(deltas);
  }
}
