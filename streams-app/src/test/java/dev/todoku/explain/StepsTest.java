package dev.todoku.explain;

import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.MailSteps;
import dev.todoku.schema.Address;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static final Explainer EXPLAINER = new Explainer(Address.DEFAULT, Knowledge.load());
  private static final MailSteps STEPS = MailSteps.load();

  @Test
  void aServerStandsForTheAddressThatItsLogDoesNotNameWithoutASpaceInTheJapanese() {
    Outcome blocked = blockedFrom(new Origin("mail1", null, "shop.test", null, null));
    assertThat(text(blocked, "ja")).contains("mail1 のIPアドレスがブロックリスト").doesNotContain("アドレス が");
    assertThat(text(blocked, "en")).contains("a blocklist has the IP address of mail1,");
  }

  @Test
  void anAddressIsSetApartFromTheJapaneseAroundIt() {
    Outcome blocked = blockedFrom(new Origin("mail1", "192.0.2.1", "shop.test", null, null));
    assertThat(text(blocked, "ja")).contains("192.0.2.1 がブロックリスト");
  }

  private static Outcome blockedFrom(Origin origin) {
    return outcome("m")
        .with(outcome -> outcome.identity(of -> of.origin(origin)))
        .bounced(Reason.BLOCKED, 1);
  }

  private static String text(Outcome outcome, String language) {
    MessageExplanation explained =
        EXPLAINER.message(
            new History(List.of(outcome), 0),
            outcome.messageId(),
            Address.DEFAULT.normal(outcome.recipient()));
    return new Steps(STEPS, ExplanationWords.of(language, ZoneOffset.UTC))
        .of(explained, false, Set.of()).stream()
            .map(Steps.Shown::text)
            .collect(Collectors.joining("\n"));
  }
}
