package dev.todoku.intake.postfix;

import dev.todoku.schema.Address;
import dev.todoku.schema.Limits;
import org.jspecify.annotations.Nullable;

/** The token in an envelope sender by which a bounce finds its message. */
public final class EnvelopeId {
  private EnvelopeId() {}

  /**
   * A VERP address names message and recipient in its local part; others name nothing.
   *
   * @param sender envelope sender, null when unknown
   * @return null where it names nothing
   */
  public static @Nullable String of(@Nullable String sender) {
    if (sender == null) {
      return null;
    }
    String local = sender.substring(0, Math.max(0, sender.lastIndexOf('@')));
    boolean isVerp = local.indexOf('+') >= 0 || local.indexOf('=') >= 0;
    return isVerp ? Field.orNull(Address.DEFAULT.normal(sender), Limits.NAME) : null;
  }
}
