package dev.todoku.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.bench.detection.DetectionStages;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.simulate.Episode;
import dev.todoku.simulate.ProviderTraffic;
import dev.todoku.simulate.Trouble;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through the processors of Providers, Senders and Incidents, with simulated mail of four days. */
@Tag("long")
class DetectionTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = 1_780_272_000_000L;
  private static final long EPISODE = START + 50 * HOUR;
  private static final long SEED = 7;
  private static final Set<Cause> BLOCKS =
      Set.of(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK, Cause.DNS_LIST);

  private DetectionStages stages;

  @ParameterizedTest
  @CsvSource({
    "REFUSED, 1, IP_BLOCK, 30",
    "REFUSED, .5, IP_BLOCK, 60",
    "DEFERRED, 1, IP_BLOCK, 45",
    "MASKED, 1, IP_BLOCK, 60",
    "MASKED, .5, IP_BLOCK, 90",
    "RETURNED, 1, IP_BLOCK, 120",
    "LISTED, 1, DNS_LIST, 30",
    "DOMAIN_REFUSED, 1, DOMAIN_BLOCK, 60",
    "NETWORK_REFUSED, 1, IP_BLOCK, 45",
  })
  void callsABlockByItsNameAndNothingElse(
      Trouble trouble, double fraction, Cause expected, int withinMinutes) {
    List<Alert> alerts = alerts(trouble, fraction, 6);
    List<Alert> blocks = alerts.stream().filter(a -> BLOCKS.contains(a.cause())).toList();
    assertThat(blocks).as("seed %d", SEED).isNotEmpty();
    assertThat(blocks).extracting(Alert::cause).containsOnly(expected);
    assertThat(blocks).extracting(Alert::incidentId).containsOnly(blocks.get(0).incidentId());
    assertThat(blocks.get(0).time() - EPISODE).isBetween(0L, withinMinutes * MINUTE);
    assertThat(blocks.get(0).remedy()).isNotEmpty();
    int enough = expected == Cause.DNS_LIST ? 2 : 4;
    assertThat(blocks.get(0).evidence().samples()).hasSizeBetween(enough, 5);
    assertThat(blocks.get(blocks.size() - 1).state()).isEqualTo(Alert.State.RESOLVED);
  }

  @Test
  void namesTheNetworkWhenItsAddressesAreRefusedTogether() {
    List<Alert> alerts = alerts(Trouble.NETWORK_REFUSED, 1, 12);
    assertThat(alerts)
        .extracting(Alert::scope)
        .contains(new Scope("provider", "203.0.113.0/24", null));
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_LIST, .4, LIST_QUALITY",
    "STALE_LIST, .1, LIST_QUALITY",
    "FULL_MAILBOXES, .25, MAILBOX_FULL_WAVE",
    "SYSTEM_OUTAGE, 1, PROVIDER_OUTAGE",
    "DIRECTORY_OUTAGE, 1, PROVIDER_OUTAGE",
    "FORM_ABUSE, 1, FORM_ABUSE",
    "BAD_CONTENT, 1, CONTENT_BLOCK",
    "RATE_LIMITED, .5, RATE_LIMITING",
  })
  void callsWhatOnlyLooksLikeABlockByItsOwnName(Trouble trouble, double fraction, Cause expected) {
    Set<Cause> causes = causes(alerts(trouble, fraction, 24));
    assertThat(causes).as("seed %d", SEED).contains(expected).doesNotContainAnyElementsOf(BLOCKS);
  }

  @ParameterizedTest
  @CsvSource({
    "CLEAN, 1",
    "MISREAD, .05",
    "NEW_ADDRESS, 1",
    "MORE_VOLUME, 1",
    "LESS_VOLUME, 1",
    "STALE_LIST, .02"
  })
  void callsNoBlockWhereThereIsNone(Trouble trouble, double fraction) {
    assertThat(causes(alerts(trouble, fraction, 24)))
        .as("seed %d", SEED)
        .doesNotContainAnyElementsOf(BLOCKS);
  }

  @Test
  void doesNotBelieveUnknownFromTheOnsetOfAMaskedBlockToItsEnd() {
    alerts(Trouble.MASKED, 1, 6);
    List<SuppressionExemption> exemptions = stages.exemptions();
    assertThat(exemptions).hasSizeGreaterThan(1);
    assertThat(exemptions)
        .extracting(SuppressionExemption::scope)
        .containsOnly(new Scope("provider", ProviderTraffic.sourceIpHit(), null));
    assertThat(exemptions.get(0).from()).isBetween(EPISODE - 2 * HOUR, EPISODE);
    assertThat(exemptions.get(0).until()).isEqualTo(Long.MAX_VALUE);
    assertThat(exemptions.get(exemptions.size() - 1).until())
        .isBetween(EPISODE + 6 * HOUR, EPISODE + 9 * HOUR);
  }

  @Test
  void givesTheSameAlertsForTheSameMail() {
    assertThat(alerts(Trouble.MASKED, .5, 6)).isEqualTo(alerts(Trouble.MASKED, .5, 6));
  }

  private static Set<Cause> causes(List<Alert> alerts) {
    return alerts.stream().map(Alert::cause).collect(Collectors.toSet());
  }

  private List<Alert> alerts(Trouble trouble, double fraction, int hours) {
    Episode episode = new Episode(trouble, fraction, EPISODE, EPISODE + hours * HOUR);
    ProviderTraffic traffic = new ProviderTraffic("provider", 60, episode, SEED);
    stages = new DetectionStages();
    List<Alert> alerts = new ArrayList<>();
    for (long time = START; time < START + 96 * HOUR; time += MINUTE) {
      alerts.addAll(stages.process(traffic.minute(time), time + MINUTE));
    }
    return alerts;
  }
}
