package dev.todoku.bounce;

import dev.todoku.schema.Reason;

/**
 * What one row of the tables makes of a reply.
 *
 * @param place the row, such as {@code text-rules.tsv:17}
 * @param reason what it takes the reply for
 * @param isDecisive whether it is the row that decided
 */
public record RuleMatch(String place, Reason reason, boolean isDecisive) {}
