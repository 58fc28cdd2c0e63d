package dev.todoku.mailindex;

import static dev.todoku.mailindex.SampleMail.MINUTE;
import static dev.todoku.mailindex.SampleMail.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;

class AffectedMailTest {
  private static final long END = NOON + 60 * MINUTE;
  private static final Scope DOCOMO = new Scope("docomo.test", "192.0.2.1", null);

  private final AffectedMail block = new AffectedMail(alert(Cause.IP_BLOCK, DOCOMO));

  @Test
  void hasWhatWasRefusedInItsScopeAndTime() {
    assertThat(block.includes(refused("a@docomo.test", NOON + MINUTE))).isTrue();
    assertThat(block.includes(refused("a@au.test", NOON + MINUTE))).isFalse();
    assertThat(block.includes(refused("a@docomo.test", NOON - 11 * MINUTE))).isFalse();
    assertThat(block.includes(refused("a@docomo.test", END + 11 * MINUTE))).isFalse();
    assertThat(block.includes(mail(SampleMail.to("m", "a@docomo.test").accepted(NOON, NOON))))
        .isFalse();
  }

  @Test
  void aNetworkHasItsAddresses() {
    Scope network = new Scope("docomo.test", "192.0.2.0/24", null);
    assertThat(
            new AffectedMail(alert(Cause.IP_BLOCK, network))
                .includes(refused("a@docomo.test", NOON)))
        .isTrue();
  }

  @Test
  void aBlockDoesNotHaveAddressesThatAreDeadAndABadListDoes() {
    IndexedMail dead = mail(SampleMail.to("m", "a@docomo.test").unknown(NOON, NOON));
    assertThat(block.includes(dead)).isFalse();
    AffectedMail badList = new AffectedMail(alert(Cause.LIST_QUALITY, DOCOMO));
    assertThat(badList.includes(dead)).isTrue();
    assertThat(badList.isToResend(dead, false)).isFalse();
  }

  @Test
  void whatWasRefusedIsSentAgainUnlessItsRecipientIsSuppressed() {
    assertThat(block.isToResend(refused("a@docomo.test", NOON), false)).isTrue();
    assertThat(block.isToResend(refused("a@docomo.test", NOON), true)).isFalse();
  }

  private static IndexedMail refused(String to, long at) {
    return mail(SampleMail.to("m", to).refused(at, at));
  }

  private static IndexedMail mail(Outcome outcome) {
    return IndexedMail.of(outcome);
  }

  private static Alert alert(Cause cause, Scope scope) {
    return Alert.builder("i", cause, Severity.CRITICAL, scope)
        .revision(2)
        .state(Alert.State.RESOLVED)
        .onset(NOON)
        .detectedAt(NOON)
        .time(END)
        .resolvedAt(END)
        .title(new Text("障害", "Incident"))
        .evidence(Proof.of(10, 8, 0.1, 9, 8, List.of()))
        .build();
  }
}
