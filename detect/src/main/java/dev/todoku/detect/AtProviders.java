package dev.todoku.detect;

import dev.todoku.schema.Evidence;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The finding that names the providers where mail of a sender fails. */
public final class AtProviders {
  private static final String ID = "at-providers";
  private static final String BETWEEN = ", ";
  private static final Pattern SPLIT = Pattern.compile(BETWEEN);

  private AtProviders() {}

  /**
   * Names {@code providers}.
   *
   * @param supports whether that so many are concerned speaks for the cause
   */
  public static Evidence.Indication of(Collection<String> providers, boolean supports) {
    return Evidence.Indication.of(ID, supports, String.join(BETWEEN, providers));
  }

  /** The providers that {@code evidence} names so, in its order. */
  public static List<String> namedIn(Evidence evidence) {
    return evidence.findings().stream()
        .filter(finding -> finding.id().equals(ID) && finding.value() != null)
        .flatMap(finding -> SPLIT.splitAsStream(finding.value()))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
