package dev.todoku.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.ReplyRules;
import dev.todoku.bounce.ReportSources;
import dev.todoku.provider.ServerOwners;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MailEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the rules of evidence cost: how genuine reports of a collection are graded, as if each
 * belonged to the message that it names, with the defaults. {@code -Dtodoku.corpus=DIR} names a
 * directory with the messages in {@code maildir/bsd}; the figures go to the standard output.
 * Skipped without it.
 */
class EvidenceCorpusTest {
  private static final String CORPUS = System.getProperty("todoku.corpus", "");

  private final WellKnownProviders providers = WellKnownProviders.load();
  private final ServerOwners owners = ServerOwners.load();
  private final BounceReader reader = new BounceReader(ReplyRules.load());
  private final ReportSources sources = new ReportSources(Set.of(), mailbox -> false, owners);
  private final ReportGrader grader = new ReportGrader(EvidenceRules.DEFAULT, providers, owners);

  @Test
  void reportsHowGenuineReportsAreGraded() throws IOException {
    assumeThat(CORPUS).as("no collection of messages: give -Dtodoku.corpus=DIR").isNotEmpty();
    Map<EvidenceGround, Integer> bounces = new EnumMap<>(EvidenceGround.class);
    Map<EvidenceGround, Integer> complaints = new EnumMap<>(EvidenceGround.class);
    try (Stream<Path> files = Files.list(Path.of(CORPUS, "maildir", "bsd"))) {
      for (Path file : files.sorted().toList()) {
        byte[] message = Files.readAllBytes(file);
        for (MailEvent event : events(message)) {
          if (event instanceof Bounce bounce) {
            bounces.merge(ground(bounce.from(sources.of(message, null, 0))), 1, Integer::sum);
          } else if (event instanceof Complaint complaint) {
            complaints.merge(ground(complaint.from(sources.of(message, null, 0))), 1, Integer::sum);
          }
        }
      }
    }
    print("bounces", bounces);
    print("complaints", complaints);
    assertThat(bounces).isNotEmpty();
  }

  private List<MailEvent> events(byte[] message) {
    return reader.read(message, System.currentTimeMillis()) instanceof Reading.Report report
        ? report.events()
        : List.of();
  }

  private EvidenceGround ground(Bounce bounce) {
    return grader.of(
        bounce, message(bounce.messageId(), bounce.sentTo(), bounce.envelopeId()), false);
  }

  private EvidenceGround ground(Complaint complaint) {
    return grader.of(complaint, message(complaint.messageId(), complaint.recipient(), null), false);
  }

  /** The message that the report is about; one that names none was found by its recipient. */
  private ReportedMessage message(String messageId, String recipient, String envelopeId) {
    String normal = Address.DEFAULT.normal(recipient);
    return new ReportedMessage(
        messageId == null ? "unnamed" : messageId, normal, providers.ofAddress(normal), envelopeId);
  }

  private static void print(String what, Map<EvidenceGround, Integer> counts) {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    int unproven =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().grade() == EvidenceGrade.UNPROVEN)
            .mapToInt(Map.Entry::getValue)
            .sum();
    System.out.printf(
        "%s: %d, unproven %d (%.1f %%)%n",
        what, all, unproven, 100.0 * unproven / Math.max(1, all));
    counts.forEach(
        (ground, count) -> System.out.printf("  %-22s %-10s %5d%n", ground, ground.grade(), count));
  }
}
