/**
 * Postfix log lines to events. {@link dev.todoku.intake.postfix.PostfixParser} reads one line,
 * {@link dev.todoku.intake.postfix.QueueEntryAssembler} puts the lines of a queue id together.
 * Pure: no Kafka here.
 */
@NullMarked
package dev.todoku.intake.postfix;

import org.jspecify.annotations.NullMarked;
