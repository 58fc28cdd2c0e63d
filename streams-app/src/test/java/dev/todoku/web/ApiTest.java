package dev.todoku.web;

import static dev.todoku.web.ApiEvents.address;
import static dev.todoku.web.HttpCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.app.Application;
import dev.todoku.cli.run.Instance;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import dev.todoku.deploy.Dashboards;
import dev.todoku.deploy.PrometheusServer;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.ReaderSettings;
import dev.todoku.kafka.WholeTopic;
import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.AuditRecord;
import dev.todoku.schema.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two instances on one broker: what is asked of either is answered by whoever knows it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiTest {
  private static final String TOKEN = "correct-horse-battery";
  private static final String TENANT = "token-of-the-tenant";
  private static final String STRANGER = "token-of-another";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MESSAGES = 12;

  @TempDir static Path state;

  private static EmbeddedKafka kafka;
  private static Instance one;
  private static Instance other;
  private static final ApiEvents EVENTS = new ApiEvents(System.currentTimeMillis() - 600_000);

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    one = Instance.start(config("one"), new RealPipeline());
    other = Instance.start(config("other"), new RealPipeline());
    post("sends", EVENTS.all(MESSAGES, i -> EVENTS.send(i, "mail-" + i, address(i))));
    post("sends", EVENTS.send(99, "mail-0", "second@b.test"));
    post("bounces", EVENTS.all(MESSAGES, EVENTS::bounce));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            Topics.ALERTS.valueSerde().serializer())) {
      producer.send(new ProducerRecord<>(Topics.ALERTS.name(), "block#1", EVENTS.alert())).get();
    }
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            Topics.AGGREGATE_REPORTS.valueSerde().serializer())) {
      for (AggregateReport report : EVENTS.reports()) {
        producer
            .send(new ProducerRecord<>(Topics.AGGREGATE_REPORTS.name(), report.domain(), report))
            .get();
      }
    }
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            Topics.PROVIDER_HEALTH.valueSerde().serializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.PROVIDER_HEALTH.name(), "shop.test", EVENTS.row("c.test", MESSAGES)))
          .get();
    }
    await().atMost(SOON).until(ApiTest::areAllKnown);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
    kafka.close();
  }

  @Test
  @Order(1)
  void bothInstancesTellTheSameOfEveryAddressAndMessage() throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      HttpResponse<String> first = ask(one, "/api/recipient", "address", address(i));
      HttpResponse<String> second = ask(other, "/api/recipient", "address", address(i));
      assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(ask(other, "/api/message", "id", "<mail-" + i + ">").body())
          .isEqualTo(ask(one, "/api/message", "id", "mail-" + i).body());
    }
  }

  @Test
  @Order(2)
  void tellsTheVerdictTheWayAndWhatToDo() throws Exception {
    JsonNode message =
        json(ask(one, "/api/explain", "q", " <U3@B.test> ", "lang", "ja", "zone", "Asia/Tokyo"))
            .at("/messages/0");
    assertThat(message.at("/verdict").stringValue()).contains("受信サーバーに拒否されました: 宛先のユーザーが存在しない");
    assertThat(message.at("/way/1/mark").stringValue()).isEqualTo("STOPPED");
    assertThat(message.at("/advice").stringValue()).contains("正しいアドレス");
    assertThat(message.at("/facts/sourceIp").stringValue()).isEqualTo("192.0.2.1");
    assertThat(message.at("/facts/sentAt").longValue()).isEqualTo(EVENTS.start() + 3);
    assertThat(message.at("/timeline/1/said").stringValue()).isEqualTo("拒否");
  }

  @Test
  @Order(2)
  void searchFindsMailHoweverItsAddressIsPastedAndReadsNoTopic() throws Exception {
    for (String pasted : List.of("Ｕ４＠ｂ．ｔｅｓｔ", "User <u4@b.test>,", "mailto:u4@b.test?subject=x")) {
      JsonNode found = json(ask(other, "/api/search", "q", pasted));
      assertThat(found.at("/query").stringValue()).isEqualToIgnoringCase("u4@b.test");
      assertThat(found.at("/explanation/messages/0/messageId").stringValue()).isEqualTo("mail-4");
    }
    JsonNode nothing = json(ask(one, "/api/search", "q", "a@gmial.com"));
    assertThat(nothing.has("explanation")).isFalse();
    assertThat(nothing.at("/near/0/value").stringValue()).isEqualTo("a@gmail.com");
    assertThat(nothing.at("/near/0/known").asBoolean()).isFalse();
    await()
        .atMost(SOON)
        .until(() -> json(ask(one, "/api/search", "q", "sprin")).at("/hits").size() == 1);
    assertThat(json(ask(one, "/api/search", "q", "sprin")).at("/hits/0/kind").stringValue())
        .isEqualTo("CAMPAIGN");
    await()
        .atMost(SOON)
        .until(() -> json(ask(one, "/api/suggest", "q", "shop.t")).at("/hits").size() == 1);
    assertThat(json(ask(one, "/api/suggest", "q", "192.0")).at("/hits/0/kind").stringValue())
        .isEqualTo("SOURCE_IP");
    assertThat(json(ask(one, "/api/ips/192.0.2.1")).at("/providers/0/name").stringValue())
        .isEqualTo("c.test");
    assertThat(ask(one, "/api/search", "q", "<>").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(2)
  void tellsOfAllRecipientsOfAMessage() throws Exception {
    JsonNode story = json(ask(one, "/api/explain", "q", "mail-0"));
    assertThat(story.at("/messages").size()).isEqualTo(2);
    assertThat(story.toString()).contains("second@b.test", "u0@b.test");
  }

  @Test
  @Order(2)
  void reportsACampaignAsJsonAndAsCsv() throws Exception {
    awaitIndexed(one);
    awaitIndexed(other);
    JsonNode report = json(ask(one, "/api/campaign", "name", "spring", "limit", "5"));
    assertThat(report.at("/byReason/0/count").intValue()).isEqualTo(MESSAGES);
    assertThat(report.at("/failures").size()).isEqualTo(5);
    HttpResponse<String> csv = ask(other, "/api/campaign", "name", "spring", "format", "csv");
    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.body())
        .hasLineCount(MESSAGES + 1)
        .contains("u11@b.test,mail-11,BOUNCED,USER_UNKNOWN,ADDRESS,");
    JsonNode all = json(ask(one, "/api/campaigns", "q", "SPRING"));
    assertThat(all.at("/campaigns/0/campaign").stringValue()).isEqualTo("spring");
    assertThat(all.at("/campaigns/0/failed").intValue()).isEqualTo(MESSAGES);
    assertThat(report.at("/slots/0/failed").intValue()).isEqualTo(MESSAGES);
    assertThat(report.at("/providers/0/name").stringValue()).isEqualTo("b.test");
    assertThat(ask(one, "/api/campaign", "name", "autumn").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(2)
  void listsWhoIsSuppressedOnEveryInstanceAsJsonAndAsCsv() throws Exception {
    for (Instance instance : List.of(one, other)) {
      awaitIndexed(instance);
      JsonNode list =
          json(ask(instance, "/api/suppressions", "q", "U3@b", "cause", "DEAD", "lang", "ja"));
      assertThat(list.at("/total").intValue()).isEqualTo(1);
      assertThat(list.at("/suppressions/0/recipient").stringValue()).isEqualTo("u3@b.test");
      assertThat(list.at("/suppressions/0/said").stringValue()).isEqualTo("宛先のユーザーが存在しない");
      assertThat(list.at("/suppressions/0/failures/0/messageId").stringValue()).isEqualTo("mail-3");
      assertThat(list.at("/counts/DEAD").intValue()).isGreaterThanOrEqualTo(MESSAGES - 1);
    }
    assertThat(ask(one, "/api/suppressions", "format", "csv").body())
        .startsWith("recipient,since,cause,reason,dead,soft,why,message_ids,mail_streams\r\n")
        .contains("u3@b.test,", ",DEAD,USER_UNKNOWN,1,0,,mail-3,\r\n");
    assertThat(ask(one, "/api/suppressions", "reason", "foo").statusCode()).isEqualTo(400);
    assertThat(ask(one, "/api/suppressions", "cause", "foo").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(2)
  void findsMailByPartOfTheAddress() throws Exception {
    awaitIndexed(other);
    JsonNode found = json(ask(other, "/api/search", "q", "u1"));
    assertThat(found.at("/mails").size()).as("shorter than three letters").isZero();
    found = json(ask(other, "/api/search", "q", "u11"));
    assertThat(found.at("/mails/0/recipient").stringValue()).isEqualTo("u11@b.test");
    assertThat(found.at("/mails/0/by").stringValue()).isEqualTo("ADDRESS");
    assertThat(json(ask(other, "/api/suggest", "q", "u10@")).at("/hits").toString())
        .contains("u10@b.test", "ADDRESS");
  }

  @Test
  @Order(2)
  void looksAtFiguresInEveryRange() throws Exception {
    for (String range : List.of("1h", "24h", "7d", "30d")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                JsonNode figures = json(ask(other, "/api/providers/c.test", "range", range));
                assertThat(figures.at("/sum/bounced").intValue()).as(range).isEqualTo(MESSAGES);
                assertThat(figures.at("/range").stringValue()).isEqualTo(range);
              });
    }
    assertThat(ask(one, "/api/providers", "range", "2h").statusCode()).isEqualTo(400);
    assertThat(ask(one, "/api/incidents", "state", "foo").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(4)
  void answersAreAsTheyAreDescribed() throws Exception {
    DescribedAnswers described = new DescribedAnswers();
    List<String> objections = new ArrayList<>();
    for (String[] asked :
        List.of(
            new String[] {"/api/explain", "/api/explain?q=u5@b.test"},
            new String[] {"/api/message", "/api/message?id=mail-0"},
            new String[] {"/api/search", "/api/search?q=u11"},
            new String[] {"/api/search", "/api/search?q=nobody@gmial.com"},
            new String[] {"/api/suggest", "/api/suggest?q=shop"},
            new String[] {"/api/providers", "/api/providers?range=7d"},
            new String[] {"/api/providers/{name}", "/api/providers/c.test"},
            new String[] {"/api/senders", "/api/senders"},
            new String[] {"/api/senders/{name}", "/api/senders/shop.test"},
            new String[] {"/api/senders/{name}/reports", "/api/senders/shop.test/reports"},
            new String[] {"/api/ips/{name}", "/api/ips/192.0.2.1"},
            new String[] {"/api/incidents", "/api/incidents"},
            new String[] {"/api/incident", "/api/incident?id=block%231"},
            new String[] {"/api/incident/mail", "/api/incident/mail?id=block%231"},
            new String[] {"/api/campaigns", "/api/campaigns"},
            new String[] {"/api/campaign", "/api/campaign?name=spring"},
            new String[] {"/api/suppressions", "/api/suppressions"})) {
      objections.addAll(described.objections(asked[0], ask(one, asked[1]).body()));
    }
    assertThat(objections).isEmpty();
  }

  @Test
  @Order(2)
  void saysWhoSendsAsADomainAndWhichOfItsAddressesAreKnown() throws Exception {
    await()
        .atMost(SOON)
        .until(
            () ->
                json(ask(one, "/api/senders/shop.test/reports")).at("/tls/failed").asInt() == 2
                    && json(ask(one, "/api/senders/shop.test/reports"))
                        .at("/dmarc/sources/1/known")
                        .asBoolean());
    JsonNode reports = json(ask(one, "/api/senders/SHOP.test/reports"));
    assertThat(reports.at("/dmarc/messages").asInt()).isEqualTo(123);
    assertThat(reports.at("/dmarc/failed").asInt()).isEqualTo(3);
    assertThat(reports.at("/dmarc/sources/0/sourceIp").stringValue()).isEqualTo("198.51.100.99");
    assertThat(reports.at("/dmarc/sources/0/known").asBoolean()).isFalse();
    assertThat(reports.at("/dmarc/sources/0/refused").asInt()).isEqualTo(3);
    assertThat(json(ask(one, "/api/senders/none.test/reports")).at("/dmarc").isNull()).isTrue();
  }

  private static void awaitIndexed(Instance instance) {
    await()
        .atMost(SOON)
        .until(
            () ->
                json(ask(instance, "/api/campaign", "name", "spring")).at("/failed").asInt()
                        == MESSAGES
                    && json(ask(instance, "/api/suppressions", "q", "u")).at("/total").asInt()
                        >= MESSAGES - 1);
  }

  @Test
  @Order(2)
  void tellsOfIncidentsWithEvidenceAndRemedy() throws Exception {
    await()
        .atMost(SOON)
        .until(() -> json(ask(other, "/api/incidents", "state", "open")).at("/total").asInt() == 1);
    JsonNode incident = json(ask(other, "/api/incident", "id", "block#1"));
    assertThat(incident.at("/title/ja").stringValue()).isEqualTo("障害");
    assertThat(incident.at("/remedy/0/text/en").stringValue()).isEqualTo("Wait");
    assertThat(incident.at("/revisions/0/changes/0/kind").stringValue()).isEqualTo("OPENED");
    JsonNode mail = json(ask(other, "/api/incident/mail", "id", "block#1"));
    assertThat(mail.at("/total").intValue()).as("of another provider").isZero();
    JsonNode brief = json(ask(other, "/api/incidents", "brief", "yes")).at("/incidents/0");
    assertThat(brief.at("/incidentId").stringValue()).isEqualTo("block#1");
    assertThat(brief.at("/severity").stringValue()).isEqualTo("CRITICAL");
    assertThat(brief.at("/headline/en").stringValue()).isEqualTo("Incident");
    assertThat(brief.has("remedy") || brief.has("evidence")).isFalse();
    assertThat(ask(other, "/api/incidents", "format", "csv").body())
        .contains("block#1,OPEN,IP_BLOCK,CRITICAL,docomo,192.0.2.1,");
    assertThat(ask(one, "/api/incident", "id", "none").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(2)
  void saysWhatACheckNeeds() throws Exception {
    HttpResponse<String> answer = ask(one, "/api/check", "domain", "shop");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("must be a domain");
    assertThat(call(port(one)).get("/api/check", "domain", "shop.test").statusCode())
        .as("without the token")
        .isEqualTo(401);
  }

  @Test
  @Order(4)
  void addsUpProvidersAndSendersOfTheDay() throws Exception {
    await()
        .atMost(SOON)
        .until(
            () -> json(ask(one, "/api/providers/c.test")).at("/day/bounced").asInt() == MESSAGES);
    JsonNode provider = json(ask(one, "/api/providers/c.test", "lang", "ja"));
    assertThat(provider.at("/reasons/0/said").stringValue()).isEqualTo("宛先のユーザーが存在しない");
    assertThat(provider.at("/sourceIps/0/name").stringValue()).isEqualTo("192.0.2.1");
    assertThat(json(ask(one, "/api/senders/shop.test")).at("/providers").toString())
        .contains("c.test");
    assertThat(ask(one, "/api/providers", "format", "csv").body())
        .startsWith("name,accepted,deferred,bounced,expired,complaints,failed\r\n")
        .contains("c.test,0,0,12,0,0,12\r\n");
  }

  @Test
  @Order(2)
  void refusesWhatItDoesNotTakeAndWritesNothingOfIt() throws Exception {
    assertThat(call(port(one)).get("/api/explain", "q", "u0@b.test").statusCode()).isEqualTo(401);
    assertThat(call(port(one)).token("wrong").post("/intake/sends", "{}").statusCode())
        .isEqualTo(401);
    assertThat(post(one, "nonsense", "{}").statusCode()).isEqualTo(404);
    assertThat(post(one, "sends", "[" + EVENTS.send(1, "x", "a@b.test") + ",{}]").body())
        .contains("nothing was taken: number 1 is not for mail.sends");
    assertThat(post(one, "sends", "no json").statusCode()).isEqualTo(400);
    assertThat(post(one, "bounce-message", "x".repeat(1024 * 1024 + 1)).statusCode())
        .isEqualTo(413);
    assertThat(post(one, "sends", EVENTS.send(System.currentTimeMillis(), "x", "a@b.test")).body())
        .contains("nothing was taken: number 0: its time is ahead: ");
    assertThat(ask(one, "/api/message", "id", "x").statusCode()).isEqualTo(404);
    assertThat(ask(one, "/api/providers", "limit", "-1").body()).contains("limit must be a number");
    assertThat(ask(one, "/state/secrets", "key", "x").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(2)
  void thePageAsksForTheTokenAndFindsAnAddress() throws Exception {
    try (Browser browser = Browser.open()) {
      browser.go("http://127.0.0.1:" + port(other) + "/?lang=ja");
      browser.await("document.getElementById('token-dialog').open");
      browser.run("document.getElementById('token').value = '" + TOKEN + "'");
      browser.run("document.querySelector('#token-form button').click()");
      browser.await("document.querySelector('main .card.critical')?.textContent.includes('障害')");
      browser.run("document.getElementById('query').value = '「Ｕ３＠b.test」, '");
      browser.run("document.querySelector('#search button').click()");
      browser.await("document.querySelector('main .verdict')");
      assertThat(browser.text("main .verdict")).startsWith("受信サーバーに拒否されました: 宛先のユーザーが存在しない");
      assertThat(browser.text("main .way .stopped")).isEqualTo("受信サーバーここで停止");
      assertThat(browser.text("main .facts"))
          .contains("s@shop.test", "u3@b.test", "192.0.2.1", "spring");
      assertThat(browser.text("main article .table")).contains("受付", "拒否");
      assertThat(browser.text("main article pre")).contains("正しいアドレスをお知らせください");
      browser.run("document.getElementById('language').value = 'en'");
      browser.run("document.getElementById('language').dispatchEvent(new Event('change'))");
      browser.await(
          "document.querySelector('main .verdict')?.textContent.includes('no such user')");
      browser.go("http://127.0.0.1:" + port(other) + "/?lang=en#/search/sprimg@b.test");
      browser.await(
          "document.querySelector('main h1')?.textContent.startsWith('Nothing is known')");
      assertThat(browser.text("main")).contains("What was looked for", "by its Message-ID at once");
      browser.run("location.hash = '#/campaign/spring'");
      browser.await("document.querySelector('main h1')?.textContent === 'Campaign spring'");
      assertThat(browser.text("main")).contains("no such user", "Save all recipients as CSV");
      browser.run("location.hash = '#/incidents/block%231'");
      browser.await("document.querySelector('main h1')?.textContent === 'Incident'");
      assertThat(browser.text("main .steps").strip()).isEqualTo("Wait");
      assertThat(browser.problems()).isEmpty();
    }
  }

  @Test
  @Order(2)
  void thePageRecordsWhoDoesWhatAboutAnIncident() throws Exception {
    await()
        .atMost(SOON)
        .until(() -> ask(other, "/api/incident", "id", "block#1").statusCode() == 200);
    try (Browser browser = Browser.open()) {
      signIn(browser, "/?lang=ja#/incidents/block%231");
      browser.await("document.querySelector('main .ticks input')");
      press(browser, "対応を引き受ける");
      browser.await("document.querySelector('main').textContent.includes('先に担当者名')");
      browser.run("document.getElementById('who').value = 'Hanako'");
      press(browser, "対応を引き受ける");
      browser.await("document.querySelector('main .notes').textContent.startsWith('Hanakoが')");
      assertThat(browser.text("main")).contains("1時間通知を停止").doesNotContain("[object");
      browser.run("document.querySelector('main .ticks input').click()");
      browser.await("document.querySelector('main .ticks small')?.textContent.includes('Hanako')");
      assertThat(browser.problems()).isEmpty();
    }
    JsonNode notes = json(ask(one, "/api/incident", "id", "block#1")).at("/notes");
    assertThat(notes.findValuesAsString("kind")).containsExactly("ACK", "STEP");
    assertThat(notes.at("/1/text").stringValue()).isEqualTo("wait");
    assertThat(post(one, "incident-notes", "{\"incidentId\":\"block#1\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  @Order(4)
  void thePageReadsOutTheChartAndReactivatesAnAddress() throws Exception {
    try (Browser browser = Browser.open()) {
      signIn(browser, "/?lang=en");
      browser.await("document.querySelector('main svg.chart rect.failed')");
      assertThat(browser.text("main")).contains("c.test", "refused 12");
      browser.run(
          "{ const failed = document.querySelector('svg.chart rect.failed').getBoundingClientRect();"
              + " document.querySelector('svg.chart').dispatchEvent(new PointerEvent("
              + "'pointermove', { clientX: failed.x + failed.width / 2, clientY: failed.y })); }");
      assertThat(browser.text("main .reading"))
          .matches(
              ".*: accepted \\d+, failed [1-9]\\d*, refused for now 0; acceptance rate [\\d.]+%");
      browser.run("location.hash = '#/search/u7@b.test'");
      browser.await("document.querySelector('main .reactivate')");
      browser.run("document.querySelector('main .reactivate [name=by]').value = 'Hanako'");
      browser.run("document.querySelector('main .reactivate [name=why]').value = 'called'");
      browser.run("document.querySelector('main .reactivate button').click()");
      browser.await("document.querySelector('main .reactivate').textContent.includes('Recorded')");
      assertThat(browser.problems()).isEmpty();
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                !json(ask(one, "/api/recipient", "address", address(7)))
                    .at("/recipient/health/suppressed")
                    .asBoolean(true));
    assertThat(ask(one, "/api/recipient", "address", address(7)).body()).contains("Hanako: called");
  }

  @Test
  @Order(3)
  void whoMaySeeTheMailOfSomeFromDomainsSeesNoOther() throws Exception {
    for (String path :
        List.of(
            "/api/explain?q=u3@b.test",
            "/api/message?id=mail-3",
            "/api/recipient?address=u3@b.test",
            "/api/senders/shop.test",
            "/api/senders/shop.test/reports",
            "/api/campaign?name=spring")) {
      assertThat(call(port(one)).token(TENANT).get(path).statusCode()).as(path).isEqualTo(200);
      assertThat(call(port(one)).token(STRANGER).get(path).statusCode()).as(path).isEqualTo(404);
    }
    JsonNode seen = json(call(port(one)).token(TENANT).get("/api/explain?q=u3@b.test"));
    assertThat(seen.at("/messages/0/messageId").stringValue()).isEqualTo("mail-3");
    assertThat(seen.has("recipient")).as("it comes of all mail to the address").isFalse();
    for (String path : List.of("/api/search?q=b.test", "/api/senders", "/api/campaigns")) {
      assertThat(call(port(one)).token(STRANGER).get(path).body())
          .doesNotContain("shop.test", "spring", "u3@b.test");
    }
    assertThat(call(port(one)).token(STRANGER).get("/api/incidents").body())
        .contains("\"total\":0");
    assertThat(call(port(one)).token(TENANT).get("/api/incident/mail?id=block%231").statusCode())
        .as("the address may be of others too")
        .isEqualTo(404);
    JsonNode own = json(call(port(one)).token(TENANT).get("/api/suppressions?q=u3@b"));
    assertThat(own.at("/suppressions/0/failures/0/messageId").stringValue()).isEqualTo("mail-3");
    assertThat(own.at("/counts").size()).as("of all mail").isZero();
    assertThat(own.at("/changes").size()).as("of all mail").isZero();
    JsonNode others = json(call(port(one)).token(STRANGER).get("/api/suppressions"));
    assertThat(others.at("/total").asInt()).isZero();
    assertThat(others.at("/suppressions").size()).isZero();
  }

  @Test
  @Order(4)
  void whoChangesSomethingAndWhoLooksAtAnAddressIsOnTheAuditTopic() throws Exception {
    post(
        "recipients",
        "{\"recipient\":\"U8@b.test\",\"time\":"
            + EVENTS.start()
            + ",\"action\":\"VOUCH\",\"by\":\"Hanako\"}");
    ask(other, "/api/explain", "q", "u6@b.test");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(audited())
                    .contains(
                        "http.token TOKEN CHANGE /intake/recipients u8@b.test",
                        "http.token TOKEN LOOK /api/explain u6@b.test",
                        "http.token SESSION CHANGE /intake/incident-notes block#1/ACK",
                        "link LINK LOOK /api/shared u0@b.test"));
    assertThat(audited()).noneMatch(line -> line.contains("/intake/sends"));
  }

  private static List<String> audited() {
    List<String> lines = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            ReaderSettings.of(Map.of("bootstrap.servers", kafka.bootstrapServers())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      WholeTopic.read(
          consumer,
          Topics.AUDIT.name(),
          record -> {
            AuditRecord audit =
                Topics.AUDIT.valueSerde().deserializer().deserialize("", record.value());
            lines.add(
                audit.by()
                    + ' '
                    + audit.via()
                    + ' '
                    + audit.action()
                    + ' '
                    + audit.path()
                    + ' '
                    + audit.about());
          });
    }
    return lines;
  }

  private static void signIn(Browser browser, String path) throws Exception {
    browser.go("http://127.0.0.1:" + port(other) + path);
    browser.await("document.getElementById('token-dialog').open");
    browser.run("document.getElementById('token').value = '" + TOKEN + "'");
    browser.run("document.querySelector('#token-form button').click()");
  }

  private static void press(Browser browser, String text) throws Exception {
    browser.run(
        "[...document.querySelectorAll('main button')].find(b => b.textContent === '"
            + text
            + "').click()");
  }

  @Test
  @Order(2)
  void thePageListsWhoIsSuppressedWithTheEvidenceAndReactivates() throws Exception {
    awaitIndexed(other);
    try (Browser browser = Browser.open()) {
      signIn(browser, "/?lang=ja#/suppressions?q=u9@");
      browser.await("document.querySelectorAll('main .list > li').length === 1");
      assertThat(browser.text("main .list summary")).contains("u9@b.test", "宛先不明");
      browser.run("document.querySelector('main .list details').open = true");
      assertThat(browser.text("main .list table")).contains("mail-9", "宛先のユーザーが存在しない");
      browser.run("document.querySelector('main .reactivate [name=by]').value = 'Hanako'");
      browser.run("document.querySelector('main .reactivate [name=why]').value = 'called'");
      browser.run("document.querySelector('main .reactivate button').click()");
      browser.await("document.querySelector('main .reactivate').textContent.includes('記録')");
      await()
          .atMost(SOON)
          .until(() -> ask(other, "/api/suppressions").body().contains("Hanako: called"));
      browser.run("location.hash = '#/suppressions'");
      browser.await(
          "document.querySelector('main h2 + .table')?.textContent.includes('Hanako: called')");
      assertThat(browser.text("main .list")).doesNotContain("u9@b.test");
      browser.run("location.hash = '#/campaigns'");
      browser.await("document.querySelector('main h1')?.textContent === 'キャンペーン'");
      assertThat(browser.text("main table")).contains("spring", "12");
      browser.run("location.hash = '#/providers/c.test?range=30d'");
      browser.await("document.querySelector('main [aria-current]')?.textContent === '30日間'");
      assertThat(browser.problems()).isEmpty();
    }
  }

  @Test
  @Order(2)
  void aLinkShowsOneAnswerToWhoHasNoToken() throws Exception {
    assertThat(
            call(port(one)).post("/api/share?message=mail-0&recipient=u0@b.test", "").statusCode())
        .isEqualTo(401);
    JsonNode made =
        json(
            call(port(one)).token(TOKEN).post("/api/share?message=mail-0&recipient=u0@b.test", ""));
    String link = made.at("/path").stringValue();
    String question = link.substring(link.indexOf('?'));
    HttpResponse<String> shared = call(port(other)).get("/api/shared" + question);
    assertThat(shared.statusCode()).as(shared.body()).isEqualTo(200);
    assertThat(json(shared).at("/messages").size()).isEqualTo(1);
    assertThat(shared.body()).contains("u0@b.test").doesNotContain("second@b.test");
    assertThat(json(shared).has("recipient")).isFalse();
    assertThat(call(port(other)).get("/api/shared" + question.replace("u0", "u1")).statusCode())
        .isEqualTo(403);
    try (Browser browser = Browser.open()) {
      browser.go("http://127.0.0.1:" + port(other) + "/?lang=ja" + link);
      browser.await("document.querySelector('main .verdict')");
      assertThat(browser.text("main")).contains("宛先のユーザーが存在しない", "リンクの有効期限");
      assertThat(
              browser
                  .run("getComputedStyle(document.getElementById('search')).display")
                  .stringValue())
          .isEqualTo("none");
      assertThat(browser.problems()).isEmpty();
    }
  }

  /** Also: an expression whose metric there is not would never show anything. */
  @Test
  @Order(3)
  void everyPanelOfTheDashboardsShowsData() throws Exception {
    try (PrometheusServer prometheus = PrometheusServer.scraping(port(one), port(other))) {
      await().atMost(SOON).until(() -> prometheus.query("todoku_sends_total > 0").size() > 0);
      int number = 0;
      for (String expression : Dashboards.expressions()) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!expression.endsWith("> 0") && prometheus.query(expression).isEmpty()) {
          assertThat(System.nanoTime()).as(expression).isLessThan(deadline);
          // A rate needs counts that grow from one scrape to the next.
          postAllKinds("panel-" + number++);
        }
      }
      assertThat(prometheus.query("sum(rate(todoku_send_total[1m]))").size()).isZero();
    }
  }

  @Test
  @Order(5)
  void answersTheSameWhenAnInstanceHasEnded() throws Exception {
    List<String> before = answers();
    other.close();
    assertThat(answers()).isEqualTo(before);
  }

  private static void postAllKinds(String id) throws Exception {
    post("sends", EVENTS.send(500, id, "panel@panel.test"));
    post("deliveries", EVENTS.delivery(id, "panel@panel.test"));
    post("bounces", EVENTS.lateBounce(id, "panel@panel.test"));
  }

  private static List<String> answers() throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      answers.add(ask(one, "/api/recipient", "address", address(i)).body());
    }
    return answers;
  }

  private static boolean areAllKnown() throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      HttpResponse<String> answer = ask(one, "/api/recipient", "address", address(i));
      if (answer.statusCode() != 200 || !answer.body().contains("BOUNCED")) {
        return false;
      }
    }
    return true;
  }

  private static HttpResponse<String> ask(Instance instance, String path, String... parameters)
      throws Exception {
    return call(port(instance)).token(TOKEN).get(path, parameters);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static void post(String format, String body) throws Exception {
    HttpResponse<String> answer = post(one, format, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static HttpResponse<String> post(Instance instance, String format, String body)
      throws Exception {
    return call(port(instance)).token(TOKEN).post("/intake/" + format, body);
  }

  private static int port(Instance instance) {
    return instance.httpPort().orElseThrow();
  }

  private static TodokuConfig config(String name) {
    return TodokuConfig.load(
        null,
        Map.of(),
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "application.id", "api",
            "state.dir", state.resolve(name).toString(),
            "topics.partitions", "4",
            "num.stream.threads", "1",
            "http.token", TOKEN,
            "http.audit.reads", "true",
            "http.tokens.file", tokens(),
            "http.port", "0"));
  }

  private static String tokens() {
    try {
      return Files.writeString(
              state.resolve("tokens"),
              "tenant read "
                  + TokenList.hash(TENANT)
                  + " shop.test\nelse read "
                  + TokenList.hash(STRANGER)
                  + " other.test\n")
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class RealPipeline implements RunnablePipeline {
    @Override
    public Topology topology(TodokuConfig config) {
      return Application.topology(config);
    }

    @Override
    public KafkaStreams streams(
        TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
      return Application.streams(config, partitions, clock, meters);
    }
  }
}
