package dev.todoku.dns.fact;

import dev.todoku.dns.posture.FindingKind;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.PostureFact;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What facts show to be in order of a sender: of that nobody need be asked to mend it. The DNS
 * shows what is published; whether a mail was signed it cannot show.
 *
 * @param checks what is in order; empty when nothing was looked at
 * @param asOf when the DNS said so, 0 when nothing is in order
 */
public record SenderInOrder(Set<SenderCheck> checks, long asOf) {
  /** Nothing is known to be. */
  public static final SenderInOrder NOTHING = new SenderInOrder(Set.of(), 0);

  public SenderInOrder {
    checks = Set.copyOf(checks);
  }

  /**
   * What is in order of one domain that sends from one address.
   *
   * @param sourceIp empty when unknown: then nothing is said of it
   * @param facts of which the last of each key is there
   */
  public static SenderInOrder of(String sourceIp, Collection<DnsFact> facts) {
    List<PostureFact> postures =
        facts.stream().filter(PostureFact.class::isInstance).map(PostureFact.class::cast).toList();
    Set<SenderCheck> checks = EnumSet.noneOf(SenderCheck.class);
    for (PostureFact posture : postures) {
      for (SenderCheck check : SenderCheck.values()) {
        if (isInOrder(check, posture, sourceIp)) {
          checks.add(check);
        }
      }
    }
    return checks.isEmpty()
        ? NOTHING
        : new SenderInOrder(checks, postures.stream().mapToLong(PostureFact::time).min().orElse(0));
  }

  private static boolean isInOrder(SenderCheck check, PostureFact posture, String sourceIp) {
    Set<String> ips = sourceIp.isEmpty() ? Set.of() : Set.of(sourceIp);
    List<PostureFact.Finding> found =
        posture.findings().stream()
            .filter(finding -> finding.kind().startsWith(check.prefix()))
            .filter(finding -> FactEvidence.concerns(finding, posture, ips))
            .toList();
    return found.stream()
            .noneMatch(finding -> finding.level().compareTo(PostureFact.Level.UNKNOWN) >= 0)
        && switch (check) {
          case SPF -> isThere(FindingKind.SPF_PASSES, found, sourceIp);
          case DKIM -> isThere(FindingKind.DKIM_OK, found, "");
          case DMARC -> !found.isEmpty();
          case PTR -> isThere(FindingKind.PTR_OK, found, sourceIp);
        };
  }

  private static boolean isThere(
      FindingKind kind, List<PostureFact.Finding> found, String sourceIp) {
    return found.stream()
        .filter(finding -> finding.kind().equals(kind.name()))
        .anyMatch(finding -> sourceIp.isEmpty() || FactEvidence.names(finding, sourceIp));
  }
}
