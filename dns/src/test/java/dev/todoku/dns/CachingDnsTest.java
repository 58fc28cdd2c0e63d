package dev.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachingDnsTest {
  private static final Question MX = new Question("Shop.Test.", RecordType.MX);

  private Instant now = Instant.parse("2026-11-22T00:00:00Z");
  private final List<Question> asked = new ArrayList<>();
  private DnsAnswer answer = DnsAnswer.found(List.of("10 mx.shop.test"), Duration.ofSeconds(60));
  private final CachingDns dns =
      new CachingDns(
          question -> {
            asked.add(question);
            return CompletableFuture.completedFuture(answer);
          },
          () -> now,
          2_000);

  @Test
  void shouldAskAgainOnlyWhenTheAnswerHoldsNoLonger() {
    assertThat(dns.ask(MX).join()).isEqualTo(answer);
    now = now.plusSeconds(59);
    assertThat(dns.get("shop.test", RecordType.MX)).isEqualTo(answer);
    assertThat(asked).containsExactly(MX);
    now = now.plusSeconds(1);
    dns.ask(MX).join();
    assertThat(asked).containsExactly(MX, MX);
  }

  @Test
  void shouldRememberThatNothingIsThereAndThatNobodyKnows() {
    answer = DnsAnswer.noName(Duration.ofSeconds(300));
    dns.ask(MX).join();
    assertThat(dns.ask(MX).join().status()).isEqualTo(DnsAnswer.Status.NO_NAME);
    answer = DnsAnswer.failed("SERVFAIL", Duration.ofSeconds(30));
    Question other = new Question("other.test", RecordType.MX);
    dns.ask(other).join();
    assertThat(dns.ask(other).join().problem()).isEqualTo("SERVFAIL");
    assertThat(asked).containsExactly(MX, other);
  }

  @Test
  void shouldNotKeepWhatHoldsForNoTime() {
    answer = DnsAnswer.noData(Duration.ZERO);
    dns.ask(MX).join();
    dns.ask(MX).join();
    assertThat(asked).hasSize(2);
    assertThat(dns.size()).isZero();
  }

  @Test
  void shouldForgetWhatNobodyAskedForLongestWhenThereIsNoRoom() {
    for (int i = 0; i < 100; i++) {
      dns.get("d" + i + ".test", RecordType.MX);
      dns.get("d0.test", RecordType.MX);
    }
    assertThat(dns.bytes()).isLessThanOrEqualTo(2_000);
    assertThat(dns.size()).isBetween(2, 6);
    assertThat(asked).hasSize(100);
  }

  @Test
  void shouldAskOnceForAllWhoWantToKnowAtTheSameTime() {
    List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
    CachingDns slow =
        new CachingDns(
            question -> {
              open.add(new CompletableFuture<>());
              return open.get(open.size() - 1);
            },
            () -> now,
            2_000);
    CompletableFuture<DnsAnswer> first = slow.ask(MX);
    CompletableFuture<DnsAnswer> second = slow.ask(MX);
    assertThat(open).hasSize(1);
    open.get(0).complete(answer);
    assertThat(first.join()).isEqualTo(answer);
    assertThat(second.join()).isEqualTo(answer);
  }

  @Test
  void shouldAnswerWhateverGoesWrong() {
    CachingDns broken =
        new CachingDns(
            question -> CompletableFuture.failedFuture(new IllegalStateException("broken")),
            () -> now,
            2_000);
    assertThat(broken.ask(MX).join().problem()).contains("broken");
  }
}
