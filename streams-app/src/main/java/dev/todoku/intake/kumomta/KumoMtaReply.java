package dev.todoku.intake.kumomta;

import org.jspecify.annotations.Nullable;

/** Who speaks in the field {@code response} of a record. */
final class KumoMtaReply {
  private static final String UNREACHED =
      "KumoMTA internal: failed to connect to any candidate hosts";

  private KumoMtaReply() {}

  /** Whether no server was reached: the code in the record is KumoMTA's own then. */
  static boolean isUnreached(@Nullable String content) {
    return content != null && content.startsWith(UNREACHED);
  }
}
