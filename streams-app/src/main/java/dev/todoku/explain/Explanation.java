package dev.todoku.explain;

import java.util.List;

/**
 * The answer.
 *
 * @param query what was asked, in normal form
 * @param recipient the recipient, where an address was asked for; else null
 * @param messages messages, the latest first
 */
public record Explanation(
    String query, RecipientExplanation recipient, List<MessageExplanation> messages) {}
