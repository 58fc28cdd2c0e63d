package dev.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

class ResolversTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final List<LoopbackServer> servers = new ArrayList<>();

  @AfterEach
  void stopServers() throws IOException {
    for (LoopbackServer server : servers) {
      server.close();
    }
  }

  @Test
  void shouldReadRecordsAndHowLongTheyHold() {
    LoopbackServer server =
        start(
            query ->
                LoopbackServer.reply(
                    query,
                    Rcode.NOERROR,
                    mx(query, 20, "MX2.shop.test."),
                    mx(query, 10, "mx.shop.test.")));
    DnsAnswer answer = asking(server).get("Shop.Test", RecordType.MX);
    assertThat(answer.values()).containsExactlyInAnyOrder("10 mx.shop.test", "20 mx2.shop.test");
    assertThat(answer.ttl()).isEqualTo(Duration.ofSeconds(120));
  }

  @Test
  void shouldWriteTheRootOfANullMxAsEmptyName() {
    LoopbackServer server =
        start(query -> LoopbackServer.reply(query, Rcode.NOERROR, mx(query, 0, ".")));
    assertThat(asking(server).get("shop.test", RecordType.MX).values()).containsExactly("0 ");
  }

  @Test
  void shouldTellNoSuchNameFromNoSuchRecord() {
    LoopbackServer server =
        start(
            query -> {
              boolean known = query.getQuestion().getName().toString().startsWith("known");
              Message reply = LoopbackServer.reply(query, known ? Rcode.NOERROR : Rcode.NXDOMAIN);
              reply.addRecord(soa(900, 60), Section.AUTHORITY);
              return reply;
            });
    DnsAnswer noData = asking(server).get("known.test", RecordType.MX);
    DnsAnswer noName = asking(server).get("unknown.test", RecordType.MX);
    assertThat(noData.status()).isEqualTo(DnsAnswer.Status.NO_DATA);
    assertThat(noName.status()).isEqualTo(DnsAnswer.Status.NO_NAME);
    assertThat(noName.ttl()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void shouldAskTheNextResolverWhenOneIsSilentOrCannotTell() {
    LoopbackServer silent = start(query -> null);
    LoopbackServer broken = start(query -> LoopbackServer.reply(query, Rcode.SERVFAIL));
    LoopbackServer good =
        start(query -> LoopbackServer.reply(query, Rcode.NOERROR, mx(query, 10, "mx.test.")));
    Resolvers dns = asking(silent, broken, good);
    assertThat(dns.get("a.test", RecordType.MX).values()).containsExactly("10 mx.test");
    assertThat(dns.get("b.test", RecordType.MX).values()).containsExactly("10 mx.test");
    assertThat(silent.asked()).as("the good one is asked first from then on").hasSize(1);
  }

  @Test
  void shouldFailAfterAllRoundsAndSayWhy() {
    LoopbackServer silent = start(query -> null);
    LoopbackServer broken = start(query -> LoopbackServer.reply(query, Rcode.REFUSED));
    DnsAnswer answer = asking(silent, broken).get("a.test", RecordType.MX);
    assertThat(answer.status()).isEqualTo(DnsAnswer.Status.FAILED);
    assertThat(answer.problem()).startsWith("REFUSED (127.0.0.1:");
    assertThat(silent.asked()).hasSize(2);
    assertThat(broken.asked()).hasSize(2);
  }

  @Test
  void shouldFetchOverTcpWhatWasCut() {
    String[] strings = new String[20];
    Arrays.fill(strings, "x".repeat(200));
    LoopbackServer server =
        start(query -> LoopbackServer.reply(query, Rcode.NOERROR, txt(query, List.of(strings))));
    assertThat(asking(server).get("long.test", RecordType.TXT).values())
        .containsExactly("x".repeat(4_000));
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void shouldFollowAliasesOfWhichTheServerTellsOnlyTheFirst() {
    LoopbackServer server =
        start(
            query ->
                query.getQuestion().getName().toString().startsWith("alias")
                    ? LoopbackServer.reply(query, Rcode.NOERROR, alias(query, "real.test.", 30))
                    : LoopbackServer.reply(query, Rcode.NOERROR, mx(query, 10, "mx.test.")));
    DnsAnswer answer = asking(server).get("alias.test", RecordType.MX);
    assertThat(answer.values()).containsExactly("10 mx.test");
    assertThat(answer.ttl()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void shouldNotFollowAliasesForEver() {
    LoopbackServer loop =
        start(query -> LoopbackServer.reply(query, Rcode.NOERROR, alias(query, next(query), 30)));
    DnsAnswer answer = asking(loop).get("a.test", RecordType.MX);
    assertThat(answer.problem()).isEqualTo("aliases (CNAME) without end");
    assertThat(loop.asked()).hasSizeLessThan(20);
  }

  @Test
  void shouldNotAskForNamesThatCannotBe() {
    LoopbackServer server = start(query -> null);
    Resolvers dns = asking(server);
    assertThat(dns.get("a..test", RecordType.MX).status()).isEqualTo(DnsAnswer.Status.NO_NAME);
    assertThat(dns.get("x".repeat(64) + ".test", RecordType.MX).isEmpty()).isTrue();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void shouldAnswerMoreQuestionsThanMayBeUnderWay() {
    LoopbackServer server =
        start(query -> LoopbackServer.reply(query, Rcode.NOERROR, mx(query, 10, "mx.test.")));
    Resolvers dns =
        new Resolvers(new DnsSettings(List.of(server.address()), Duration.ofSeconds(2), 2, 4, 0));
    List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(dns.ask(new Question("d" + i + ".test", RecordType.MX)));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().isFound()).isTrue());
  }

  private LoopbackServer start(UnaryOperator<Message> answers) {
    try {
      servers.add(new LoopbackServer(answers));
      return servers.get(servers.size() - 1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Resolvers asking(LoopbackServer... servers) {
    List<InetSocketAddress> addresses =
        Arrays.stream(servers).map(LoopbackServer::address).toList();
    return new Resolvers(new DnsSettings(addresses, SHORT, 2, 16, 0));
  }

  private static Record mx(Message query, int preference, String server) {
    return new MXRecord(query.getQuestion().getName(), DClass.IN, 120, preference, name(server));
  }

  private static Record txt(Message query, List<String> strings) {
    return new TXTRecord(query.getQuestion().getName(), DClass.IN, 120, strings);
  }

  private static Record alias(Message query, String target, int ttl) {
    return new CNAMERecord(query.getQuestion().getName(), DClass.IN, ttl, name(target));
  }

  private static String next(Message query) {
    return "x" + query.getQuestion().getName();
  }

  private static Record soa(int ttl, int minimum) {
    Name zone = name("test.");
    return new SOARecord(zone, DClass.IN, ttl, zone, zone, 1, 1, 1, 1, minimum);
  }

  private static Name name(String text) {
    return Name.fromConstantString(text);
  }
}
