package dev.todoku.cli.recipients;

import dev.todoku.mailindex.SuppressedAddress;
import dev.todoku.mailindex.SuppressionIndex;
import dev.todoku.schema.Reason;
import picocli.CommandLine.Option;

/** Which suppressed addresses are meant. */
final class SuppressionFilter {
  @Option(
      names = "--find",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only addresses with this in them, such as a domain.")
  private String text;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description = "Only those that this suppressed: ${COMPLETION-CANDIDATES}.")
  private SuppressedAddress.Why why;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those whose latest failure has this reason, such as USER_UNKNOWN.")
  private Reason reason;

  boolean matches(SuppressedAddress address) {
    return new SuppressionIndex.Filter(text, why, reason).matches(address);
  }
}
