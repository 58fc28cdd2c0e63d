package dev.todoku.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeployTest {
  private static final Path RULES = Dashboards.DEPLOY.resolve("prometheus/rules.yml");

  @Test
  void everyPanelSaysWhatItShows() throws IOException {
    for (JsonNode dashboard : Dashboards.all()) {
      TreeSet<Integer> ids = new TreeSet<>();
      for (JsonNode panel : dashboard.get("panels")) {
        String title = dashboard.get("title").stringValue() + ": " + panel.get("title");
        assertThat(panel.get("description").stringValue()).as(title).hasSizeGreaterThan(10);
        assertThat(panel.get("targets").size()).as(title).isPositive();
        assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
      }
    }
  }

  @Test
  void dashboardsUseTheProvisionedDataSourceAndLinkToEachOther() throws IOException {
    String sources =
        Files.readString(
            Dashboards.DEPLOY.resolve("grafana/provisioning/datasources/prometheus.yml"));
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode dashboard : Dashboards.all()) {
      names.add(dashboard.get("uid").stringValue());
      assertThat(dashboard.at("/links/0/tags/0").stringValue()).isEqualTo("todoku");
      assertThat(dashboard.get("tags").toString()).contains("todoku");
    }
    assertThat(names)
        .containsExactly(
            "todoku-overview",
            "todoku-pipeline",
            "todoku-provider",
            "todoku-recipients",
            "todoku-sender");
    assertThat(Dashboards.panels().map(panel -> panel.at("/datasource/uid").stringValue()))
        .allSatisfy(uid -> assertThat(sources).contains("uid: " + uid));
  }

  @Test
  void everyBoardSaysAsOfWhenItIsAndWhatItShowsWithoutMail() throws IOException {
    for (JsonNode dashboard : Dashboards.all()) {
      String title = dashboard.get("title").stringValue();
      assertThat(dashboard.at("/panels/0/title").stringValue()).as(title).isEqualTo("As of");
      assertThat(dashboard.at("/annotations/list/0/target/expr").stringValue())
          .as(title)
          .contains("provider", "link");
      for (JsonNode panel : dashboard.get("panels")) {
        String name = title + ": " + panel.get("title");
        assertThat(panel.at("/fieldConfig/defaults/noValue").stringValue()).as(name).isNotBlank();
      }
    }
  }

  /** What Prometheus answers with neither Todoku nor mail: no number that is none. */
  @Test
  void noPanelIsNotANumberWithoutTraffic() throws Exception {
    try (PrometheusServer prometheus = PrometheusServer.scraping()) {
      Awaitility.await().until(() -> prometheus.query("vector(1)").size() == 1);
      for (String expression : Dashboards.expressions()) {
        assertThat(prometheus.query(expression).toString()).as(expression).doesNotContain("NaN");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promtool check rules prometheus/rules.yml",
        "promtool check config prometheus/prometheus.yml",
        "promtool test rules prometheus/rules_test.yml",
        "amtool check-config alertmanager/alertmanager.yml"
      })
  void theToolsAreContent(String command) throws Exception {
    run(command);
  }

  @ParameterizedTest
  @CsvSource({
    "page, pages",
    "critical, pages",
    "pause, pages",
    "advice, tickets",
    "ticket, tickets"
  })
  void everySeverityHasItsRoute(String severity, String receiver) throws Exception {
    String out =
        run(
            "amtool config routes test --config.file=alertmanager/alertmanager.yml"
                + " alertname=TodokuIncident severity="
                + severity);
    assertThat(out.lines().toList()).contains(receiver);
  }

  private static String run(String command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    Path program = Path.of("/usr/bin", words.get(0));
    assumeTrue(
        Files.isExecutable(program),
        "no " + program + " here: apt install prometheus prometheus-alertmanager");
    words.set(0, program.toString());
    Process process =
        new ProcessBuilder(words)
            .directory(Dashboards.DEPLOY.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void everyAlertHasItsChapterInTheRunbookAndItsTest() throws IOException {
    String tests = Files.readString(RULES.resolveSibling("rules_test.yml"));
    List<String> runbooks =
        List.of(
            Files.readString(Path.of("..", "docs", "runbook.md")),
            Files.readString(Path.of("..", "docs", "runbook-ja.md")));
    Matcher alerts =
        Pattern.compile(
                "alert: (\\w+).*?runbook_url: '\\{\\{ \\$externalLabels.todoku_runbook }}#(\\w+)'",
                Pattern.DOTALL)
            .matcher(Files.readString(RULES));
    int count = 0;
    while (alerts.find()) {
      String alert = alerts.group(1);
      assertThat(alerts.group(2)).isEqualTo(alert.toLowerCase(Locale.ROOT));
      assertThat(runbooks)
          .allSatisfy(runbook -> assertThat(runbook).containsPattern("(?m)^## " + alert + "$"));
      assertThat(tests)
          .as("a test in which it fires")
          .containsPattern("alertname: " + alert + "\\n +exp_alerts:");
      count++;
    }
    assertThat(count).isEqualTo(11);
  }
}
