package dev.todoku.recipients;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Identities of recent messages, as 32 bits each: they are only compared among the few messages of
 * one recipient, where a chance match is one in a billion.
 */
final class IdentityHash {
  private IdentityHash() {}

  /**
   * Hash of a queue id at a host; 0 when either is unknown. Only the first label of the host
   * counts: a log names "mx" where a bounce message names "mx.example.jp".
   */
  static int ofQueue(@Nullable String host, @Nullable String queueId) {
    if (host == null || queueId == null) {
      return 0;
    }
    int dot = host.indexOf('.');
    String label = (dot < 0 ? host : host.substring(0, dot)).toLowerCase(Locale.ROOT);
    return nonZero(31 * label.hashCode() + queueId.hashCode());
  }

  /** Hash of an envelope id; 0 when it is unknown. */
  static int ofEnvelope(@Nullable String envelopeId) {
    return envelopeId == null ? 0 : nonZero(envelopeId.hashCode());
  }

  private static int nonZero(int hash) {
    return hash == 0 ? 1 : hash;
  }
}
