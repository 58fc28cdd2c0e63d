package dev.todoku.intake.postfix;

import dev.todoku.hop.Peer;
import dev.todoku.schema.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Whom a delivery agent wanted to speak to where {@code relay=none}: its own words say it, as in
 * {@code connect to filter[127.0.0.1]:10024: Connection refused} and {@code Name service error for
 * name=relay.example type=MX}.
 */
final class AttemptedPeer {
  private static final String NAME_ERROR = "Name service error for name=";
  private static final String LOOK_UP = "unable to look up host ";

  private AttemptedPeer() {}

  /** Null when the text names nobody. */
  static @Nullable Peer in(String text) {
    int name = text.indexOf(NAME_ERROR);
    if (name >= 0) {
      return named(text, name + NAME_ERROR.length());
    }
    int lookUp = text.indexOf(LOOK_UP);
    if (lookUp >= 0) {
      return named(text, lookUp + LOOK_UP.length());
    }
    int open = text.indexOf('[');
    int close = open < 0 ? -1 : text.indexOf(']', open);
    if (close < 0) {
      return null;
    }
    int start = text.lastIndexOf(' ', open) + 1;
    int end = text.indexOf(' ', close);
    return sane(Peer.parse(text.substring(start, end < 0 ? text.length() : end)));
  }

  private static @Nullable Peer named(String text, int from) {
    int end = from;
    while (end < text.length() && " :,".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return sane(new Peer(text.substring(from, end), null, 0));
  }

  private static @Nullable Peer sane(Peer peer) {
    boolean isSane =
        Field.problem(peer.name(), "relay", Limits.DOMAIN) == null
            && (peer.address() == null
                || Field.problem(peer.address(), "address", Limits.DOMAIN) == null);
    return isSane ? peer : null;
  }
}
