package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
  private final JsonNode document = read();

  @Test
  void describesEveryRouteAndNoOther() {
    TreeSet<String> described = new TreeSet<>();
    document
        .get("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> described.add(method.toUpperCase() + " " + path)));
    assertThat(described)
        .isEqualTo(
            Arrays.stream(Route.values())
                .map(route -> route.method().name() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Matcher references =
        Pattern.compile("\"#/components/schemas/(\\w+)\"").matcher(document.toString());
    int count = 0;
    while (references.find()) {
      assertThat(document.at("/components/schemas/" + references.group(1)).isObject())
          .as(references.group(1))
          .isTrue();
      count++;
    }
    assertThat(count).isPositive();
  }

  private static JsonNode read() {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("page/openapi.json")) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
