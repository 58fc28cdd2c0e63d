package dev.todoku.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.bench.LatencyFigures.Spread;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyFiguresTest {
  private static final long START = 1_780_272_000_000L;

  @Test
  void ranksTheNearest() {
    List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();
    assertThat(Spread.of(hundred)).isEqualTo(new Spread(50, 99));
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 3));
    assertThat(Spread.of(List.of()).p99()).isNaN();
  }

  @Test
  void refusesEachBlocksStreamFromItsBeginAndNothingElse() {
    LatencyTraffic traffic = new LatencyTraffic(10, 5, START + 2_000, START + 3_000);
    Set<Scope> refused = new HashSet<>();
    for (long number = 0; number < 400; number++) {
      assertThat(block(traffic, number, START + 900)).isEmpty();
      assertThat(block(LatencyTraffic.withoutBlocks(10, 5), number, START + 1_500)).isEmpty();
      block(traffic, number, START + 1_500)
          .ifPresent(
              bounce ->
                  refused.add(
                      new Scope(
                          bounce.recipient().substring(bounce.recipient().indexOf('@') + 1),
                          bounce.origin().sourceIp(),
                          null)));
    }
    assertThat(refused)
        .containsExactlyInAnyOrder(traffic.scope(0), traffic.scope(1), traffic.scope(2));
    assertThat(traffic.begin(4)).isEqualTo(START + 2_800);
  }

  private static Optional<Bounce> block(LatencyTraffic traffic, long number, long time) {
    return traffic.mail(number, time).bounce().filter(b -> b.reason() == Reason.BLOCKED);
  }

  @Test
  void sendsAHundredthToUsersUnknownOverAllSourceIps() {
    Set<String> ips = new HashSet<>();
    int unknown = 0;
    for (long number = 0; number < 10_000; number++) {
      Mail mail = LatencyTraffic.withoutBlocks(10, 5).mail(number, START);
      if (mail.bounce().isPresent()) {
        assertThat(mail.bounce().get().reason()).isEqualTo(Reason.USER_UNKNOWN);
        assertThat(mail.delivery()).isEmpty();
        ips.add(mail.send().origin().sourceIp());
        unknown++;
      }
    }
    assertThat(unknown).isBetween(70, 110);
    assertThat(ips).hasSize(10);
  }

  @Test
  void answersEachMessageASecondAfterItWasSent() {
    for (long number = 0; number < 1_000; number++) {
      Mail mail = LatencyTraffic.withoutBlocks(10, 5).mail(number, START);
      assertThat(mail.send().time()).isEqualTo(START);
      assertThat(mail.answeredAt()).isEqualTo(START + 1_000);
    }
  }

  @Test
  void spreadsMailOverAllStreams() {
    LatencyTraffic traffic = new LatencyTraffic(10, 5, START + 1_000, START + 2_000);
    Set<String> streams = new HashSet<>();
    for (long number = 0; number < 1_000; number++) {
      Mail mail = traffic.mail(number, START + 900);
      String recipient = mail.send().recipient();
      streams.add(mail.send().origin().sourceIp() + recipient.substring(recipient.indexOf('@')));
    }
    assertThat(streams).hasSize(100);
  }
}
