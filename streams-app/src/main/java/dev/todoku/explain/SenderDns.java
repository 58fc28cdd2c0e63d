package dev.todoku.explain;

import dev.todoku.dns.fact.FactEvidence;
import dev.todoku.dns.fact.SenderInOrder;

/**
 * What the DNS shows of a sender, as far as it was asked.
 *
 * @param wrong what is wrong
 * @param inOrder what is in order
 */
public record SenderDns(FactEvidence wrong, SenderInOrder inOrder) {
  /** Nothing was asked. */
  public static final SenderDns NOTHING = new SenderDns(FactEvidence.NONE, SenderInOrder.NOTHING);
}
