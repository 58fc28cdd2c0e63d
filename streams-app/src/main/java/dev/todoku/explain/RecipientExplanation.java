package dev.todoku.explain;

import dev.todoku.schema.RecipientHealth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recipient.
 *
 * @param address in normal form
 * @param health what holds now, null when nothing is known
 * @param history what happened to the address apart from single messages, in the order of time
 * @param messages how many messages are known
 */
public record RecipientExplanation(
    String address, @Nullable RecipientHealth health, List<TimelineEntry> history, int messages) {}
