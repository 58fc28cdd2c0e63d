package dev.todoku.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer.
 *
 * @param query what was asked, in normal form
 * @param recipient the recipient, where an address was asked for; else null
 * @param messages messages, the latest first
 */
public record Explanation(
    String query, @Nullable RecipientExplanation recipient, List<MessageExplanation> messages) {}
