package dev.todoku.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            "todoku-overview", "todoku-pipeline", "todoku-provider", "todoku-recipients");
    assertThat(Dashboards.panels().map(panel -> panel.at("/datasource/uid").stringValue()))
        .allSatisfy(uid -> assertThat(sources).contains("uid: " + uid));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check rules rules.yml", "test rules rules_test.yml"})
  void promtoolIsContent(String arguments) throws Exception {
    Path promtool = Path.of("/usr/bin/promtool");
    assumeTrue(Files.isExecutable(promtool), "no promtool here: apt install prometheus");
    List<String> command = new java.util.ArrayList<>(List.of(promtool.toString()));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(RULES.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void everyAlertHasItsChapterInTheRunbook() throws IOException {
    String runbook = Files.readString(Path.of("..", "docs", "runbook.md"));
    Matcher alerts =
        Pattern.compile("alert: (\\w+).*?runbook_url: docs/runbook.md#(\\w+)", Pattern.DOTALL)
            .matcher(Files.readString(RULES));
    int count = 0;
    while (alerts.find()) {
      assertThat(alerts.group(2)).isEqualTo(alerts.group(1).toLowerCase(java.util.Locale.ROOT));
      assertThat(runbook).containsPattern("(?m)^## " + alerts.group(1) + "$");
      count++;
    }
    assertThat(count).isGreaterThan(5);
  }
}
