package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * The server that an attempt was made at, where it is not plainly the recipient's.
 *
 * @param kind whose server it is
 * @param name its name, or its address where no name is known; null when unknown
 * @param port TCP port, 0 when unknown
 * @param because the rule by which it is taken for that, null when its writer does not say
 */
public record NextHop(
    HopKind kind, @Nullable String name, @OmittedWhenZero int port, @Nullable String because) {

  public NextHop {
    Required.present(kind, "kind");
    Required.bounded(name, "name", Limits.DOMAIN);
    Required.count(port, "port");
    Required.bounded(because, "because", Limits.NAME);
  }

  /** Whether what fails there is the sending side's own failure, and nobody else's. */
  public boolean chargesSender() {
    return kind == HopKind.OWN || kind == HopKind.RELAY;
  }
}
