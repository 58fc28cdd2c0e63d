package dev.todoku.detect;

import static dev.todoku.schema.FailureType.REFUSALS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.SmtpReply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Of mail from a source IP to a provider that runs the mailboxes of companies. */
class FewCompaniesTest {
  private static final long HOUR = 3_600_000;
  private static final long START = 1_700_000_400_000L;
  private static final Predicate<String> HOSTED = domain -> !domain.equals("outlook.com");

  private final StreamState stream = new StreamState(Set.of(REFUSALS));
  private int hours;

  @Test
  void twoThatRefuseAreNoBlockThoughTheyGetMoreThanHalfOfTheMail() {
    passFor(14 * 24);
    refuseTwoOfThree("c1.example", "c2.example");
    assertThat(watch().detector().isAlarmed()).isTrue();
    assertThat(rule(HOSTED)).isEqualTo(Diagnosis.NONE);
  }

  @Test
  void ofTheProvidersOwnMailboxesThatIsABlock() {
    passFor(14 * 24);
    refuseTwoOfThree("outlook.com", "outlook.com");
    assertThat(rule(HOSTED).cause()).isEqualTo(Cause.IP_BLOCK);
  }

  @Test
  void twoThatGetAllTheMailShowABlock() {
    passFor(14 * 24);
    for (int i = 0; i < 12; i++) {
      refuse("c" + i % 2 + ".example");
    }
    assertThat(rule(HOSTED).cause()).isEqualTo(Cause.IP_BLOCK);
  }

  private void refuseTwoOfThree(String oneDomain, String otherDomain) {
    for (int i = 0; i < 14; i++) {
      refuse(oneDomain);
      refuse(otherDomain);
      passFor(1);
    }
  }

  private Diagnosis rule(Predicate<String> isHosted) {
    return BlockClassifier.rule(
        watch(),
        new ComparisonContext(
            true,
            member -> new ChannelMonitor(REFUSALS),
            false,
            new RecentTrials(),
            isHosted,
            true,
            false,
            1,
            member -> 1,
            START + hours * HOUR));
  }

  private ChannelMonitor watch() {
    return Objects.requireNonNull(stream.watch(REFUSALS));
  }

  private void passFor(int messages) {
    for (int i = 0; i < messages; i++) {
      add(Set.of(Figure.ATTEMPTS), Map.of());
    }
  }

  private void refuse(String domain) {
    Evidence.Sample sample =
        new Evidence.Sample(
            START + hours * HOUR,
            hours + "@x",
            "shop.example",
            "r" + hours + "@" + domain,
            new SmtpReply(550, null, "550 5.7.1 Rejected by a rule of the organization", null));
    add(Set.of(Figure.ATTEMPTS, Figure.REFUSALS), Map.of(REFUSALS, List.of(sample)));
  }

  private void add(Set<Figure> counted, Map<FailureType, List<Evidence.Sample>> samples) {
    Figures figures = new Figures();
    figures.plus(counted);
    StreamMinute minute = new StreamMinute();
    minute.add("shop.example", figures, Map.of(Batch.NONE, figures), samples);
    stream.add(START + hours++ * HOUR, minute);
  }
}
