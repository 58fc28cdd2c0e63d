package dev.todoku.hop;

import dev.todoku.schema.HopKind;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt was made, and why it is taken for that.
 *
 * @param peer whom it was made at, null when no log line says it
 */
public record ClassifiedHop(HopKind kind, HopRule because, @Nullable Peer peer) {
  static ClassifiedHop of(HopRule rule, @Nullable Peer peer) {
    HopKind kind = rule.kind();
    if (kind == null) {
      throw new IllegalArgumentException(rule + " is no rule for a hop");
    }
    return new ClassifiedHop(kind, rule, peer);
  }

  /** Name of the server, null when unknown. */
  public @Nullable String name() {
    return peer == null ? null : peer.name();
  }

  /** Whether what fails here is the sending side's own failure, and nobody else's. */
  public boolean isOurs() {
    return kind == HopKind.OWN || kind == HopKind.RELAY;
  }
}
