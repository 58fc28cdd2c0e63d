package dev.todoku.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.explain.ExplainProbe;
import dev.todoku.explain.Explanation;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.testing.LiveInstance;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All cases about one message or one recipient, end to end in one feed: written to the topics of a
 * broker, asked over HTTP and as {@code todoku explain} does, in both languages.
 *
 * <p>{@code docs/cases.md} and its Japanese sister show each with its events and its answer, and
 * are what the answers are compared with; {@code -Dtodoku.docs.write=true} writes them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllCasesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CONNECTIONS = 4;
  private static final Duration AGES = Duration.ofDays(36_500);

  private static final List<CaseBook.Case> CASES = CaseBook.all();

  private final Map<CaseBook.Case, List<String>> events = new LinkedHashMap<>();
  private final Map<CaseBook.Case, Explanation> explanations = new ConcurrentHashMap<>();
  private final AtomicReference<List<JsonNode>> last = new AtomicReference<>(List.of());
  private EmbeddedKafka kafka;
  private LiveInstance live;

  @BeforeAll
  void play(@TempDir Path dir) throws Exception {
    kafka = EmbeddedKafka.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      // The cases are of a day long ago, which a broker would delete as they are played.
      new TopicSetup(1, 1, AGES, AGES, List.of()).ensure(admin);
    }
    live =
        LiveInstance.start(
            kafka,
            dir,
            Map.of(
                "intake.postfix.source.ips",
                "mx1=192.0.2.10,mx2=198.51.100.7",
                "intake.postfix.zone",
                "UTC",
                "watermark.replay.patience.ms",
                "5000"));
    TopicFeed feed = new TopicFeed();
    for (CaseBook.Case one : CASES) {
      one.happens().accept(one.book(), feed);
      events.put(one, feed.lines());
    }
    feed.happens(CaseBook.last());
    for (ProducerRecord<byte[], byte[]> record : feed.records()) {
      live.write(record);
    }
    live.passTo(CaseBook.last().time());
    List<JsonNode> settled =
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(8))
            .ignoreExceptions()
            .until(this::answers, answers -> answers.equals(last.getAndSet(answers)));
    assertThat(settled).hasSameSizeAs(CASES);
    askAll();
  }

  /** Over several connections, as one mostly waits for the broker. */
  private void askAll() throws Exception {
    Iterator<CaseBook.Case> asked = CASES.iterator();
    List<FutureTask<Void>> askers = new ArrayList<>();
    for (int number = 0; number < CONNECTIONS; number++) {
      FutureTask<Void> asker = new FutureTask<>(() -> ask(asked), null);
      askers.add(asker);
      new Thread(asker, "asker-" + number).start();
    }
    for (FutureTask<Void> asker : askers) {
      asker.get();
    }
  }

  private void ask(Iterator<CaseBook.Case> asked) {
    try (ExplainProbe probe = ExplainProbe.connect(kafka.bootstrapServers())) {
      for (Optional<CaseBook.Case> one = next(asked); one.isPresent(); one = next(asked)) {
        String query = one.get().query();
        explanations.put(one.get(), probe.ask(query).orElseThrow(() -> new AssertionError(query)));
      }
    }
  }

  private static synchronized Optional<CaseBook.Case> next(Iterator<CaseBook.Case> asked) {
    return asked.hasNext() ? Optional.of(asked.next()) : Optional.empty();
  }

  private List<JsonNode> answers() throws Exception {
    List<JsonNode> answers = new ArrayList<>();
    for (CaseBook.Case one : CASES) {
      answers.add(api(one, "en"));
    }
    return answers;
  }

  @AfterAll
  void stop() {
    live.close();
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void pageAndCommandLineGiveOneAnswer(String language) throws Exception {
    for (CaseBook.Case one : CASES) {
      assertThat(command(one, language)).as(one.query()).isEqualTo(api(one, language));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void everyCaseIsInTheDocumentation(String language) throws Exception {
    Path page = Path.of("..", "docs", language.equals("ja") ? "cases-ja.md" : "cases.md");
    String text = page(language);
    if (Boolean.getBoolean("todoku.docs.write")) {
      Files.writeString(page, text);
    }
    assertThat(Files.readString(page).lines().filter(line -> line.startsWith("## ")))
        .containsExactlyElementsOf(text.lines().filter(line -> line.startsWith("## ")).toList());
  }

  @Test
  void whoIsSuppressedAndWhoIsNot() throws Exception {
    Map<String, Boolean> suppressed = new TreeMap<>();
    for (CaseBook.Case one : CASES) {
      JsonNode health = api(one, "en").path("recipient").path("health");
      suppressed.put(one.query(), health.path("suppressed").asBoolean(false));
    }
    List<String> stopped = new ArrayList<>();
    suppressed.forEach(
        (address, is) -> {
          if (is) {
            stopped.add(address);
          }
        });
    assertThat(stopped)
        .containsExactly(
            "a2@nomail.example",
            "angry35@example.co.jp",
            "hanako1@docomo.ne.jp",
            "plain30@example.co.jp",
            "soft17@example.co.jp",
            "stopped16@example.co.jp",
            "taro2@gmial.com",
            "taro3@gmail.com",
            "week39@example.co.jp");
  }

  @Test
  void whoseColleaguesGotTheirsIsToldSo() throws Exception {
    CaseBook.Case asked =
        CASES.stream().filter(one -> one.number() == 49).findFirst().orElseThrow();
    JsonNode others = JsonMapper.shared().readTree(answer(asked, "ja")).at("/messages/0/others");
    assertThat(others.path("accepted").asInt()).isEqualTo(6);
    assertThat(others.path("ended").asInt()).isEqualTo(6);
    assertThat(others.path("said").asString())
        .isEqualTo(
            "前後30分間に送られたteam49.example宛てのほかのメールは、6通のうち6通が受理されています。"
                + "このため、この宛先またはこのメールに固有の問題と考えられます。");
  }

  private JsonNode api(CaseBook.Case one, String language) throws Exception {
    return comparable(answer(one, language));
  }

  private String answer(CaseBook.Case one, String language) throws Exception {
    String address = URLEncoder.encode(one.query(), StandardCharsets.UTF_8);
    HttpResponse<String> response =
        live.get("/api/recipient?lang=" + language + "&address=" + address);
    assertThat(response.statusCode()).as(one.query() + ": " + response.body()).isEqualTo(200);
    return response.body();
  }

  private JsonNode command(CaseBook.Case one, String language) {
    return comparable(ExplainProbe.json(explanations.get(one), language));
  }

  /**
   * The log has more of each attempt than what is remembered: hosts, replies, each retry. How
   * others fared is known to an instance alone.
   */
  private static JsonNode comparable(String json) {
    JsonNode answer = JsonMapper.shared().readTree(json);
    answer
        .path("messages")
        .forEach(
            message -> {
              ((ObjectNode) message).remove(List.of("timeline", "others"));
              ((ArrayNode) message.get("steps"))
                  .removeIf(step -> step.path("id").asString().equals("others-get-it"));
            });
    return answer;
  }

  private String page(String language) throws Exception {
    boolean isJapanese = language.equals("ja");
    StringBuilder page =
        new StringBuilder(isJapanese ? "# 事例と回答\n\n" : "# Cases and their answers\n\n")
            .append(
                isJapanese
                    ? "受信者や1通のメールについての問い合わせを、イベントから回答まで通しで再生したものです。\n"
                        + "「イベント」はトピックに書かれたもの、「回答」は `todoku explain` の表示です。\n"
                    : "Questions about one recipient or one mail, played end to end.\n"
                        + "\"Events\" is what was written to the topics, \"Answer\" what"
                        + " `todoku explain` prints.\n")
            .append(
                isJapanese
                    ? "`AllCasesTest` がブローカー上で再生して書き出したものです。\n"
                    : "Written by `AllCasesTest`, which plays it on a broker.\n");
    for (CaseBook.Case one : CASES) {
      page.append("\n## ")
          .append(one.number())
          .append(". ")
          .append(one.title().in(language))
          .append(isJapanese ? "\n\nイベント\n\n```text\n" : "\n\nEvents\n\n```text\n");
      events.get(one).forEach(line -> page.append(line).append('\n'));
      page.append(isJapanese ? "```\n\n回答\n\n```text\n" : "```\n\nAnswer\n\n```text\n")
          .append(ExplainProbe.printed(answer(one, language), language).strip())
          .append("\n```\n");
    }
    return page.toString();
  }
}
