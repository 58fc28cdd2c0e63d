package dev.todoku.web;

import static dev.todoku.web.HttpCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.FakeDns;
import dev.todoku.dns.RecordType;
import dev.todoku.dns.blocklist.BlocklistTable;
import dev.todoku.domaincheck.Checker;
import io.javalin.Javalin;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckRouteTest {
  private static final int TAKEN = 20;

  private Javalin server;
  private CheckRoute route;

  @AfterEach
  void stop() {
    route.close();
    server.stop();
  }

  @Test
  void shouldTellWhatTheCommandTells() throws Exception {
    start(
        new FakeDns()
            .with("shop.test", RecordType.MX, "10 aspmx.l.google.com")
            .txt("shop.test", "v=spf1 ip4:192.0.2.1 -all")
            .with("9.2.0.192.zen.spamhaus.org", RecordType.A, "127.0.0.4"));
    HttpResponse<String> answer = get("domain", " Shop.test ", "ip", "192.0.2.9", "selector", "s1");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode report = JsonMapper.shared().readTree(answer.body());
    assertThat(report.at("/domain").stringValue()).isEqualTo("shop.test");
    assertThat(report.at("/provider").stringValue()).isEqualTo("google");
    assertThat(report.at("/worst").stringValue()).isEqualTo("ERROR");
    assertThat(report.at("/findings").toString())
        .contains("\"SPF_DOES_NOT_PASS\"", "\"LISTED\"", "\"DKIM_MISSING\"");
  }

  @Test
  void shouldShowTheReportOnThePage() throws Exception {
    start(
        new FakeDns()
            .with("shop.test", RecordType.MX, "10 aspmx.l.google.com")
            .txt("shop.test", "v=spf1 ip4:192.0.2.1 -all"));
    try (Browser browser = Browser.open()) {
      browser.go(page("ja", "shop.test%20192.0.2.9"));
      browser.await("document.querySelectorAll('main .card').length > 3");
      assertThat(browser.text("main h1")).isEqualTo("shop.testのDNS");
      assertThat(browser.text("main .card .badge.bad")).isEqualTo("拒否の原因");
      assertThat(browser.text("main")).contains("192.0.2.9 は shop.test のSPFを通らない");
      browser.run("document.getElementById('language').value = 'en'");
      browser.run("document.getElementById('language').dispatchEvent(new Event('change'))");
      browser.await("document.querySelector('main h1')?.textContent === 'The DNS of shop.test'");
      browser.run("location.hash = '#/check/shop'");
      browser.await("document.querySelector('#status.problem')");
      assertThat(browser.text("#status")).contains("must be a domain, as in example.jp");
      assertThat(browser.problems()).isEmpty();
    }
  }

  private String page(String language, String argument) {
    return "http://127.0.0.1:" + server.port() + "/?lang=" + language + "#/check/" + argument;
  }

  @Test
  void shouldSayWhatIsWrongWithAQuestion() throws Exception {
    start(new FakeDns());
    assertProblem("the parameter domain is missing");
    assertProblem("the parameter domain must be a domain, as in example.jp", "domain", "shop");
    assertProblem("the parameter domain must be a domain, as in example.jp", "domain", "a b.jp");
    assertProblem("the parameter ip must be an IPv4 or IPv6 address", "domain", "a.jp", "ip", "x");
    assertProblem(
        "the parameters selector and helo must be names of the DNS",
        "domain",
        "a.jp",
        "selector",
        "s 1");
    String[] many = new String[20];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "ip";
      many[i + 1] = "192.0.2." + i;
    }
    many[0] = "domain";
    many[1] = "a.jp";
    assertProblem("the parameter ip may be given 8 times at most", many);
  }

  @Test
  void shouldLetFewWaitForADeadDnsAndNobodyElse() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<DnsAnswer> silence = new CompletableFuture<>();
    start(
        question -> {
          asked.incrementAndGet();
          return silence;
        });
    ExecutorService clients = Executors.newCachedThreadPool();
    List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < TAKEN + 10; i++) {
      waiting.add(clients.submit(() -> get("domain", "shop.test")));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> done(waiting) == 10);
    for (Future<HttpResponse<String>> answer : waiting) {
      if (answer.isDone()) {
        assertThat(answer.get().statusCode()).isEqualTo(503);
        assertThat(answer.get().headers().firstValue("Retry-After")).contains("5");
      }
    }
    assertThat(call(server.port()).get("/other").body()).isEqualTo("at once");
    silence.complete(DnsAnswer.failed("no answer", Duration.ZERO));
    for (Future<HttpResponse<String>> answer : waiting) {
      assertThat(answer.get().statusCode()).isIn(200, 503);
    }
    clients.shutdown();
  }

  private static long done(List<Future<HttpResponse<String>>> answers) {
    return answers.stream().filter(Future::isDone).count();
  }

  private void start(Dns dns) {
    route = new CheckRoute(new Checker(dns, BlocklistTable.load()));
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  Problems.addTo(config);
                  Page.addTo(config);
                  config.routes.get("/api/check", route::check);
                  config.routes.get("/other", ctx -> ctx.result("at once"));
                })
            .start(0);
  }

  private void assertProblem(String message, String... parameters) throws Exception {
    HttpResponse<String> answer = get(parameters);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}\n");
  }

  private HttpResponse<String> get(String... parameters) throws Exception {
    return call(server.port()).get("/api/check", parameters);
  }
}
