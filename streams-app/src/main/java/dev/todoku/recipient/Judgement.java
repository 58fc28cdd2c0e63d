package dev.todoku.recipient;

import dev.todoku.schema.RecipientHealth;
import dev.todoku.tally.Tally;
import java.util.Optional;

/**
 * What follows from one outcome or command.
 *
 * @param next the state from now on
 * @param health the event to publish, when a count or the suppression changed
 * @param tally what it adds to the provider's figures
 */
public record Judgement(
    RecipientState next, Optional<RecipientHealth> health, Optional<Tally> tally) {}
