package dev.todoku.dns.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.DnsFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.PostureFact.Finding;
import dev.todoku.schema.PostureFact.Level;
import dev.todoku.schema.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderInOrderTest {
  private static final long ASKED = 1_795_251_606_000L;
  private static final String IP = "192.0.2.1";

  @Test
  void isWhatTheDnsShowsToBeRightAsOfWhenItWasAsked() {
    SenderInOrder inOrder =
        SenderInOrder.of(
            IP,
            facts(
                finding("SPF_PASSES", Level.OK, "192.0.2.1 passes the SPF of shop.test"),
                finding("DKIM_OK", Level.OK, "the key of selector s1 is good"),
                finding("DMARC_ONLY_WATCHES", Level.NOTE, "DMARC only watches"),
                finding("PTR_OK", Level.OK, "the reverse name of 192.0.2.1 resolves back")));
    assertThat(inOrder.checks()).containsExactlyInAnyOrder(SenderCheck.values());
    assertThat(inOrder.asOf()).isEqualTo(ASKED);
  }

  @Test
  void whatIsRightForAnotherAddressIsNotForThisOne() {
    List<DnsFact> facts =
        facts(
            finding("SPF_PASSES", Level.OK, "192.0.2.11 passes the SPF of shop.test"),
            finding("PTR_OK", Level.OK, "the reverse name of 192.0.2.11 resolves back"));
    assertThat(SenderInOrder.of(IP, facts)).isEqualTo(SenderInOrder.NOTHING);
    assertThat(SenderInOrder.of("192.0.2.11", facts).checks())
        .containsExactlyInAnyOrder(SenderCheck.SPF, SenderCheck.PTR);
  }

  @Test
  void whatIsWrongOrCouldNotBeAskedIsNotInOrder() {
    assertThat(
            SenderInOrder.of(
                IP,
                facts(
                    finding("SPF_PASSES", Level.OK, "192.0.2.1 passes"),
                    finding("SPF_TOO_MANY_LOOKUPS", Level.ERROR, "it takes 12 lookups"),
                    finding("DKIM_OK", Level.OK, "the key of selector s1 is good"),
                    finding("DKIM_REVOKED", Level.WARNING, "the key of s2 is revoked"),
                    finding("DMARC_UNKNOWN", Level.UNKNOWN, "the DNS did not answer"))))
        .isEqualTo(SenderInOrder.NOTHING);
    assertThat(SenderInOrder.of(IP, List.of())).isEqualTo(SenderInOrder.NOTHING);
  }

  private static List<DnsFact> facts(Finding... findings) {
    return List.of(
        new PostureFact(
            "shop.test", ASKED, ASKED + 3_600_000, List.of(IP, "192.0.2.11"), List.of(findings)));
  }

  private static Finding finding(String kind, Level level, String text) {
    return new Finding(
        kind, level, "TXT shop.test", null, "RFC 7208", new Text(text, text), null, null);
  }
}
