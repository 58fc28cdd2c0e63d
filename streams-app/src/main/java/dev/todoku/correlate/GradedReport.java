package dev.todoku.correlate;

import dev.todoku.message.MessageState;
import dev.todoku.schema.EvidenceGrade;

/**
 * What a report by mail comes to for a message.
 *
 * @param facts what it adds to the message
 * @param alone how well it is proven if the message has no other recipient
 * @param shared how well it is proven if the message has others, who know its Message-ID too
 */
record GradedReport(MessageState facts, EvidenceGrade alone, EvidenceGrade shared) {

  /** Whether the proof is weaker when the message has other recipients. */
  boolean dependsOnRecipients() {
    return alone != shared;
  }
}
