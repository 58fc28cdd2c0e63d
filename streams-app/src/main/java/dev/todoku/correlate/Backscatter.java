package dev.todoku.correlate;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Scope;
import dev.todoku.wire.UnmatchedMinute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Case 33: what a bounce message adds to the figures of the domain that it was sent to. A bounce
 * waits for its send for much longer than is waited here; most find it at once.
 */
public final class Backscatter {
  private static final long MINUTE_MS = 60_000;
  private static final long PATIENCE_MS = 15 * MINUTE_MS;

  private Backscatter() {}

  /** A bounce message has come. Other bounces add nothing, here and below. */
  public static List<UnmatchedMinute> came(Bounce bounce) {
    return of(bounce, 1, 0, List.of());
  }

  /** Its send was found. */
  public static List<UnmatchedMinute> matched(Bounce bounce) {
    return of(bounce, 0, 1, List.of());
  }

  /** Its send was not found at once: it may serve as a sample. */
  public static List<UnmatchedMinute> waits(Bounce bounce) {
    return bounce.messageId() == null
        ? List.of()
        : of(
            bounce,
            0,
            0,
            List.of(
                new Evidence.Sample(
                    bounce.time(),
                    bounce.messageId(),
                    domainOf(bounce),
                    bounce.sentTo(),
                    bounce.reply(),
                    gradeOf(bounce))));
  }

  /** What names no mail of ours is proven by who wrote it only; null when no mail brought it. */
  private static @Nullable EvidenceGrade gradeOf(Bounce bounce) {
    if (bounce.source() == null) {
      return null;
    }
    return bounce.source().trusted() ? EvidenceGrade.PROVEN : EvidenceGrade.UNPROVEN;
  }

  private static List<UnmatchedMinute> of(
      Bounce bounce, int all, int paired, List<Evidence.Sample> samples) {
    if (bounce.kind() != Bounce.Kind.OUT_OF_BAND) {
      return List.of();
    }
    Scope about = new Scope(null, null, domainOf(bounce));
    long minute = Math.floorDiv(bounce.time(), MINUTE_MS) * MINUTE_MS;
    return List.of(
        new UnmatchedMinute(
            UnmatchedMinute.Kind.BOUNCES,
            about,
            minute,
            minute + PATIENCE_MS,
            all,
            paired,
            0,
            samples));
  }

  /** The domain that the bounce was sent to; anyone can have written it. Null when it has none. */
  private static @Nullable String domainOf(Bounce bounce) {
    String returnPath =
        bounce.envelopeFrom() == null ? "" : Address.domainOf(bounce.envelopeFrom());
    String domain = returnPath.isEmpty() ? bounce.origin().fromDomain() : returnPath;
    return domain == null || domain.length() > Limits.DOMAIN ? null : domain;
  }
}
