package dev.todoku.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.base.HttpInstanceClient;
import dev.todoku.cli.base.InstanceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class McpSessionTest {
  private final List<String> asked = new ArrayList<>();
  private boolean isFound = true;
  private final McpSession session =
      new McpSession(
          (path, arguments) -> {
            asked.add(HttpInstanceClient.address(path, new TreeMap<>(arguments)));
            return new InstanceClient.Answer(isFound, "{\"verdict\":\"refused\"}");
          },
          "1.2");

  @Test
  void greetsInTheVersionOfTheClientWhereItSpeaksThat() {
    JsonNode greeting = ask("initialize", "{\"protocolVersion\":\"2025-03-26\"}");
    assertThat(greeting.at("/result/protocolVersion").stringValue()).isEqualTo("2025-03-26");
    assertThat(greeting.at("/result/serverInfo/version").stringValue()).isEqualTo("1.2");
    assertThat(greeting.at("/result/capabilities/tools").isObject()).isTrue();
    assertThat(
            ask("initialize", "{\"protocolVersion\":\"1999-01-01\"}")
                .at("/result/protocolVersion")
                .stringValue())
        .isEqualTo("2025-06-18");
    assertThat(session.answer("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"))
        .isEmpty();
  }

  @Test
  void offersToolsThatOnlyRead() {
    JsonNode tools = ask("tools/list", "{}").at("/result/tools");
    List<String> names = new ArrayList<>();
    tools.forEach(tool -> names.add(tool.at("/name").stringValue()));
    assertThat(names)
        .contains("explain", "incidents", "providers", "senders", "campaigns", "check", "playbook");
    tools.forEach(
        tool -> {
          assertThat(tool.at("/annotations/readOnlyHint").asBoolean()).isTrue();
          assertThat(tool.at("/inputSchema/type").stringValue()).isEqualTo("object");
        });
  }

  @Test
  void asksTheInstanceAndHandsOnWhatItSays() {
    JsonNode answer =
        ask(
            "tools/call",
            "{\"name\":\"explain\",\"arguments\":{\"q\":\"a+b@c.test\",\"lang\":\"ja\"}}");
    assertThat(asked).containsExactly("/api/explain?lang=ja&q=a%2Bb%40c.test");
    assertThat(answer.at("/result/content/0/text").stringValue())
        .isEqualTo("{\"verdict\":\"refused\"}");
    assertThat(answer.at("/result/isError").asBoolean()).isFalse();
    isFound = false;
    assertThat(
            ask("tools/call", "{\"name\":\"provider\",\"arguments\":{\"name\":\"a/../b c\"}}")
                .at("/result/isError")
                .asBoolean())
        .isTrue();
    assertThat(asked).last().isEqualTo("/api/providers/a%2F..%2Fb%20c");
  }

  @Test
  void thePlaybookNeedsNoInstance() {
    String steps =
        ask("tools/call", "{\"name\":\"playbook\",\"arguments\":{\"cause\":\"IP_BLOCK\"}}")
            .at("/result/content/0/text")
            .stringValue();
    assertThat(JsonMapper.shared().readTree(steps).at("/steps/0/text/ja").stringValue())
        .isNotBlank();
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json | -32700",
        "{\"id\":1} | -32600",
        "{\"id\":1,\"method\":\"resources/list\"} | -32601",
        "{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"reset\"}} | -32602",
        "{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"explain\"}} | -32602",
      })
  void whatIsWrongHasItsNumber(String line, int code) {
    JsonNode answer = JsonMapper.shared().readTree(session.answer(line).orElseThrow());
    assertThat(answer.at("/error/code").intValue()).isEqualTo(code);
    assertThat(asked).isEmpty();
  }

  private JsonNode ask(String method, String parameters) {
    String line =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\""
            + method
            + "\",\"params\":"
            + parameters
            + "}";
    JsonNode answer = JsonMapper.shared().readTree(session.answer(line).orElseThrow());
    assertThat(answer.at("/id").intValue()).isEqualTo(7);
    return answer;
  }
}
