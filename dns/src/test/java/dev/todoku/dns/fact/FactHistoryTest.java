package dev.todoku.dns.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.DnsFact;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.PostureFact.Level;
import dev.todoku.schema.RouteFact;
import dev.todoku.schema.Text;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactHistoryTest {
  private static final long START = 1_795_251_600_000L;
  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;

  private FactHistory history = FactHistory.NONE;

  @Test
  void shouldAnswerWithWhatHeldThen() {
    learn(route(1, "example.co.jp"));
    learn(route(5, "microsoft"));
    assertThat(providerAt(HOUR)).isEmpty();
    assertThat(providerAt(HOUR + MINUTE)).contains("example.co.jp");
    assertThat(providerAt(5 * HOUR + MINUTE - 1)).contains("example.co.jp");
    assertThat(providerAt(5 * HOUR + MINUTE)).contains("microsoft");
    assertThat(providerAt(500 * HOUR)).contains("microsoft");
  }

  @Test
  void shouldComeToTheSameInWhicheverOrderFactsCome() {
    List<DnsFact> facts =
        List.of(route(1, "a.jp"), route(2, "a.jp"), route(3, "google"), route(4, "a.jp"));
    facts.forEach(this::learn);
    FactHistory inOrder = history;
    history = FactHistory.NONE;
    for (int i : new int[] {2, 0, 3, 1, 0, 2}) {
      learn(facts.get(i));
    }
    assertThat(history).isEqualTo(inOrder);
    assertThat(history.versions())
        .extracting(DnsFact::time)
        .containsExactly(START + HOUR, START + 3 * HOUR, START + 4 * HOUR);
  }

  @Test
  void shouldKeepTheLatestChangesOnly() {
    for (int hour = 1; hour <= 1_000; hour++) {
      learn(route(hour, hour % 2 == 0 ? "google" : "microsoft"));
    }
    assertThat(history.versions()).hasSize(16);
    assertThat(providerAt(1_001 * HOUR)).contains("google");
    assertThat(history.encode()).hasSizeLessThan(2_000);
  }

  @Test
  void shouldSurviveBeingStored() {
    learn(route(1, "a.jp"));
    learn(route(2, "google"));
    assertThat(FactHistory.decode(history.encode())).isEqualTo(history);
  }

  @Test
  void shouldNotTakeARefusalToAnswerForTheEndOfAListing() {
    learn(listing(1, ListingFact.State.LISTED));
    learn(listing(2, ListingFact.State.REFUSED));
    learn(listing(3, ListingFact.State.UNKNOWN));
    assertThat(history.versions()).hasSize(1);
    learn(listing(4, ListingFact.State.CLEAR));
    assertThat(history.at(START + 5 * HOUR))
        .get()
        .extracting("state")
        .isEqualTo(ListingFact.State.CLEAR);
  }

  @Test
  void shouldKeepOfAPostureWhatIsWrongWithIt() {
    learn(posture(1, finding("SPF_OK", Level.OK), finding("DMARC_MISSING", Level.WARNING)));
    learn(posture(2, finding("DMARC_MISSING", Level.WARNING), finding("MX_OK", Level.OK)));
    assertThat(history.versions()).hasSize(1);
    PostureFact kept = (PostureFact) history.versions().get(0);
    assertThat(kept.findings())
        .extracting(PostureFact.Finding::kind)
        .containsExactly("DMARC_MISSING");
  }

  private void learn(DnsFact fact) {
    history = DecisiveFact.of(fact).map(history::with).orElse(history);
  }

  private Optional<String> providerAt(long time) {
    return history.at(START + time).map(fact -> ((RouteFact) fact).provider());
  }

  private static RouteFact route(int hour, String provider) {
    long time = START + hour * HOUR;
    List<String> servers = List.of("mx" + hour + ".example.jp");
    return new RouteFact(
        "a.jp", time, time + HOUR, RouteFact.State.MX, provider, servers, List.of());
  }

  private static ListingFact listing(int hour, ListingFact.State state) {
    long time = START + hour * HOUR;
    List<String> codes = state == ListingFact.State.LISTED ? List.of("127.0.0.2") : List.of();
    return new ListingFact(
        "192.0.2.1", "zen.test", time, time + HOUR, state, codes, List.of(), null, null);
  }

  private static PostureFact posture(int hour, PostureFact.Finding... findings) {
    long time = START + hour * HOUR;
    return new PostureFact("a.jp", time, time + HOUR, List.of("192.0.2.1"), List.of(findings));
  }

  private static PostureFact.Finding finding(String kind, Level level) {
    return new PostureFact.Finding(
        kind, level, "TXT a.jp", null, "RFC 7208 section 3", new Text("あ", kind), null, null);
  }
}
