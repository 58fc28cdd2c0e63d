package dev.todoku.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.LoopbackServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private LoopbackServer server;
  private volatile boolean silent;

  @BeforeEach
  void startServer() throws IOException {
    server = new LoopbackServer(query -> silent ? null : reply(query));
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  @Test
  void shouldReportForAPersonWithTheRecordToPublish() {
    assertThat(check("shop.test", "--ip", "192.0.2.1", "--lang", "en")).isEqualTo(1);
    assertThat(out.toString())
        .contains("shop.test  mailboxes run by shop.test (mx.shop.test)")
        .contains("OK        mail to shop.test arrives")
        .contains("ERROR     192.0.2.1 does not pass the SPF of shop.test (result: fail)")
        .contains("RFC 7208 section 2.6")
        .contains("publish     shop.test. TXT \"v=spf1 ip4:192.0.2.1 mx -all\"");
  }

  @Test
  void shouldSpeakJapanese() {
    assertThat(check("shop.test", "--lang", "ja")).isEqualTo(1);
    assertThat(out.toString()).contains("良好", "要対応", "DMARCレコードがない");
  }

  @Test
  void shouldReportForPrograms() {
    assertThat(check("shop.test", "--json")).isEqualTo(1);
    JsonNode report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.path("provider").asString()).isEqualTo("shop.test");
    assertThat(report.path("worst").asString()).isEqualTo("ERROR");
    JsonNode first = report.path("findings").path(0);
    assertThat(first.path("kind").asString()).isEqualTo("MX_OK");
    assertThat(first.path("asked").asString()).isEqualTo("MX shop.test");
    assertThat(first.path("text").path("ja").asString()).isNotEmpty();
  }

  @Test
  void shouldGuessWhatWasMeantByADomainThatDoesNotExist() {
    assertThat(check("gmial.com", "--lang", "en")).isEqualTo(1);
    assertThat(out.toString()).contains("gmial.com  does not exist", "Perhaps meant: gmail.com");
  }

  @Test
  void shouldSayThatTheDnsDoesNotAnswer() {
    silent = true;
    assertThat(check("shop.test", "--timeout", "50", "--selector", "s1", "--lang", "en"))
        .isEqualTo(4);
    assertThat(out.toString())
        .contains("the DNS does not answer", "UNKNOWN", "no answer in 50 ms (127.0.0.1:");
  }

  @Test
  void shouldRefuseWhatItCannotAskInOneLine() {
    check("bob@shop.test");
    check("shop.test", "--ip", "192.0.2.300");
    check("shop.test", "--resolver", "1:2:3");
    check("shop.test", "--resolver", "127.0.0.1:99999");
    check("shop.test", "--blocklists", "/none/such.tsv");
    assertThat(err.toString().lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).startsWith("error: "));
    assertThat(err.toString())
        .contains("no domain: give it as in example.jp", "192.0.2.300", "192.0.2.53:53");
    assertThat(out.toString()).isEmpty();
  }

  private int check(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--blocklists")) {
      all.add("--no-blocklists");
    }
    if (!all.contains("--resolver")) {
      all.addAll(List.of("--resolver", "127.0.0.1:" + server.address().getPort()));
    }
    return new CommandLine(new CheckCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println("error: " + e.getMessage());
              return 1;
            })
        .execute(all.toArray(String[]::new));
  }

  private static Message reply(Message query) {
    Name name = query.getQuestion().getName();
    int type = query.getQuestion().getType();
    Name mx = Name.fromConstantString("mx.shop.test.");
    if (name.toString().equals("shop.test.") && type == Type.MX) {
      return found(query, new MXRecord(name, DClass.IN, 60, 10, mx));
    }
    if (name.toString().equals("shop.test.") && type == Type.TXT) {
      return found(query, new TXTRecord(name, DClass.IN, 60, "v=spf1 mx -all"));
    }
    if (name.equals(mx) && type == Type.A) {
      return found(query, new ARecord(name, DClass.IN, 60, loopback()));
    }
    boolean exists = name.equals(mx) || name.toString().equals("shop.test.");
    return LoopbackServer.reply(query, exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
  }

  private static java.net.InetAddress loopback() {
    return java.net.InetAddress.getLoopbackAddress();
  }

  private static Message found(Message query, Record record) {
    return LoopbackServer.reply(query, Rcode.NOERROR, record);
  }
}
