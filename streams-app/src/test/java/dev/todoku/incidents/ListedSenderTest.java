package dev.todoku.incidents;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.fact.DecisiveFact;
import dev.todoku.dns.fact.FactHistory;
import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import dev.todoku.wire.SenderActivity;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ListedSenderTest {
  private static final String IP = "192.0.2.10";
  private static final Scope DOCOMO = new Scope("docomo", IP, null);
  private static final Scope SENDER = new Scope(null, IP, null);
  private static final Evidence.Sample SAMPLE =
      new Evidence.Sample(at("09:05"), "m@shop.test", "shop.test", "a@docomo.ne.jp", null);

  private final TreeMap<String, FactHistory> facts = new TreeMap<>();
  private final KnownFacts known =
      (ips, domains, time) ->
          facts.values().stream()
              .flatMap(history -> history.at(time).stream())
              .filter(fact -> isAbout(fact, ips, domains))
              .toList();
  private final IncidentManager desk = new IncidentManager(Playbook.load(), known, Strict.HANDLER);
  private SubjectLog log = SubjectLog.EMPTY;

  @Test
  void shouldRaiseAListingBeforeAnybodyRefuses() {
    list(ListingFact.State.LISTED, "09:00");
    assertThat(see("09:00")).isEmpty();
    Alert alert = see("09:05").get(0);
    assertThat(alert.incidentId()).isEqualTo("source-ip=192.0.2.10#source-ip-20260601T090000Z");
    assertThat(alert.cause()).isEqualTo(Cause.DNS_LIST);
    assertThat(alert.severity()).isEqualTo(Severity.PAUSE);
    assertThat(alert.onset()).isEqualTo(at("09:00"));
    assertThat(alert.title().en())
        .isEqualTo(
            "Source IP 192.0.2.10 is on a DNS blocklist; nobody refuses its mail for it yet");
    assertThat(ids(alert)).containsExactly("dns-listed");
    assertThat(alert.remedy().get(0).where()).isEqualTo("https://zen.test/");
    assertThat(see("09:10")).isEmpty();
    assertThat(see("15:00")).isEmpty();
  }

  @Test
  void shouldEndWithTheListing() {
    list(ListingFact.State.LISTED, "09:00");
    see("09:05");
    list(ListingFact.State.REFUSED, "10:00");
    assertThat(see("10:05")).isEmpty();
    list(ListingFact.State.CLEAR, "11:00");
    Alert end = see("11:05").get(0);
    assertThat(end.state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(end.resolvedAt()).isEqualTo(at("11:05"));
    assertThat(end.evidence().findings())
        .extracting(finding -> finding.text().en())
        .containsExactly("192.0.2.10 is on no blocklist any more.");
    assertThat(see("11:10")).isEmpty();
  }

  @Test
  void shouldMakeABlockOfTheListedAddressOneIncidentWithTheListing() {
    list(ListingFact.State.LISTED, "09:00");
    see("09:05");
    Alert refused = hear(DOCOMO, Signal.State.RAISED, 8, "15:00").get(0);
    assertThat(refused.incidentId()).isEqualTo("source-ip=192.0.2.10#source-ip-20260601T090000Z");
    assertThat(refused.cause()).isEqualTo(Cause.DNS_LIST);
    assertThat(refused.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(refused.evidence().failures()).isEqualTo(8);
    assertThat(refused.evidence().samples()).containsExactly(SAMPLE);
    assertThat(ids(refused)).containsExactly("at-providers", "dns-listed", "severity-by-refusals");

    assertThat(hear(DOCOMO, Signal.State.CLEARED, 8, "16:00")).as("still listed").isEmpty();
    assertThat(hear(DOCOMO, Signal.State.RAISED, 5, "17:00")).as("refused again").hasSize(1);
    list(ListingFact.State.CLEAR, "18:00");
    assertThat(states(see("18:05"))).as("still refused").containsExactly(Alert.State.UPDATED);
    assertThat(states(hear(DOCOMO, Signal.State.CLEARED, 6, "19:00")))
        .containsExactly(Alert.State.RESOLVED);
  }

  @Test
  void shouldKeepTheListingOfAnAddressApartFromItsNeighbours() {
    Scope peer = new Scope("docomo", "192.0.2.11", null);
    hear(peer, Signal.State.RAISED, 8, "09:00");
    list(ListingFact.State.LISTED, "09:00");
    assertThat(see("09:05").get(0).incidentId())
        .isEqualTo("source-ip=192.0.2.10#source-ip-20260601T090000Z");
    Scope other = new Scope("docomo", "192.0.2.12", null);
    assertThat(hear(other, Signal.State.RAISED, 8, "09:05").get(0).incidentId())
        .as("with the neighbour's block")
        .isEqualTo("provider=docomo,source-ip=192.0.2.11#source-ip-20260601T085000Z");
  }

  @Test
  void shouldStrengthenABlockByTheListing() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    list(ListingFact.State.LISTED, "12:00");
    Alert update = see("12:05").get(0);
    assertThat(update.incidentId())
        .isEqualTo("provider=docomo,source-ip=192.0.2.10#source-ip-20260601T090000Z");
    assertThat(update.state()).isEqualTo(Alert.State.UPDATED);
    assertThat(update.cause()).isEqualTo(Cause.DNS_LIST);
    assertThat(update.evidence().failures()).isEqualTo(8);
    assertThat(update.evidence().samples()).containsExactly(SAMPLE);
  }

  @Test
  void shouldBindARemedyToWhatIsWrongWithTheSendersDomain() {
    posture("08:00", "192.0.2.10 does not pass the SPF of shop.test");
    Alert open = hear(DOCOMO, Signal.State.RAISED, 8, "09:10").get(0);
    assertThat(ids(open)).containsExactly("dns-spf-does-not-pass");
    RemedyStep first = open.remedy().get(0);
    assertThat(first.text().en())
        .isEqualTo(
            "192.0.2.10 does not pass the SPF of shop.test: add it."
                + " Publish: shop.test. TXT \"v=spf1 ip4:192.0.2.10 -all\"");
    assertThat(first.text().ja()).startsWith("SPF不合格。加える。公開するレコード: ");
    assertThat(open.remedy()).extracting(RemedyStep::id).contains("write-to-postmaster");
  }

  @Test
  void shouldTellAgainWhenOtherFactsAreKnown() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    assertThat(see("09:15")).isEmpty();
    posture("09:16", "192.0.2.10 does not pass the SPF of shop.test");
    assertThat(ids(see("09:20").get(0))).containsExactly("dns-spf-does-not-pass");
    assertThat(see("09:25")).isEmpty();
    posture("09:30");
    assertThat(see("09:35")).as("an hour after the last change").isEmpty();
    Alert mended = see("10:20").get(0);
    assertThat(mended.state()).isEqualTo(Alert.State.UPDATED);
    assertThat(mended.revision()).isEqualTo(3);
    assertThat(ids(mended)).isEmpty();
  }

  @Test
  void shouldNotExplainAProvidersOutageByTheSendersDns() {
    posture("08:00", "192.0.2.10 does not pass the SPF of shop.test");
    Signal outage = signal(DOCOMO, Cause.PROVIDER_OUTAGE, Signal.State.RAISED, 8, "09:10");
    assertThat(ids(rule(desk.onSignal(log, outage)).get(0))).isEmpty();
  }

  private void list(ListingFact.State state, String time) {
    boolean isListed = state == ListingFact.State.LISTED;
    learn(
        new ListingFact(
            IP,
            "zen.test",
            at(time),
            at(time),
            state,
            isListed ? List.of("127.0.0.2") : List.of(),
            isListed ? List.of(new Text("スパム", "spam")) : List.of(),
            null,
            "https://zen.test/"));
  }

  private void posture(String time, String... wrong) {
    learn(
        new PostureFact(
            "shop.test",
            at(time),
            at(time),
            List.of(IP),
            List.of(wrong).stream()
                .map(
                    text ->
                        new PostureFact.Finding(
                            "SPF_DOES_NOT_PASS",
                            PostureFact.Level.ERROR,
                            "SPF shop.test 192.0.2.10",
                            "fail",
                            "RFC 7208 section 2.6",
                            new Text("SPF不合格", text),
                            new Text("加える", "add it"),
                            "shop.test. TXT \"v=spf1 ip4:192.0.2.10 -all\""))
                .toList()));
  }

  private void learn(DnsFact fact) {
    DecisiveFact.of(fact)
        .ifPresent(
            gist ->
                facts.merge(
                    fact.key(), FactHistory.NONE.with(gist), (before, once) -> before.with(gist)));
  }

  private static boolean isAbout(DnsFact fact, Set<String> ips, Set<String> domains) {
    return fact instanceof ListingFact listing
        ? ips.contains(listing.about())
        : fact instanceof PostureFact posture && domains.contains(posture.domain());
  }

  private List<Alert> see(String time) {
    return rule(desk.onActivity(log, new SenderActivity(SENDER, at(time))));
  }

  private List<Alert> hear(Scope scope, Signal.State state, int failures, String time) {
    return rule(desk.onSignal(log, signal(scope, Cause.IP_BLOCK, state, failures, time)));
  }

  private List<Alert> rule(IncidentManager.Ruling diagnosis) {
    log = diagnosis.next();
    return diagnosis.alerts();
  }

  private static Signal signal(
      Scope scope, Cause cause, Signal.State state, int failures, String time) {
    Evidence evidence = Proof.of(10, failures, .02, 22, 19.8, List.of(SAMPLE));
    return new Signal(
        scope, state, cause, Severity.CRITICAL, at(time) - 600_000, at(time), evidence);
  }

  private static List<String> ids(Alert alert) {
    return alert.evidence().findings().stream().map(Evidence.Indication::id).toList();
  }

  private static List<Alert.State> states(List<Alert> alerts) {
    return alerts.stream().map(Alert::state).toList();
  }
}
