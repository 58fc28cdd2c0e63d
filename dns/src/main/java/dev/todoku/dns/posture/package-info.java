/**
 * Whether a sender's side is in order: what its domain and its addresses publish, judged by the
 * RFCs. Findings are records; what they say to a person, and the record to publish, is data
 * (findings.txt).
 */
@NullMarked
package dev.todoku.dns.posture;

import org.jspecify.annotations.NullMarked;
