package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  private final JsonNode document = DescribedAnswers.read();

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

  @Test
  void noObjectIsBareAndEveryRecordHasItsSchema() {
    List<String> bare = new ArrayList<>();
    collectBare("", document, bare);
    assertThat(bare).isEmpty();
    Matcher topics =
        Pattern.compile("\"\\$ref\":\"\\.\\.(/schemas/[^\"]+)\"").matcher(document.toString());
    TreeSet<String> referred = new TreeSet<>();
    while (topics.find()) {
      referred.add(topics.group(1));
    }
    assertThat(referred).isNotEmpty();
    assertThat(Contract.paths()).containsAll(referred);
  }

  @Test
  void whatIsNotAsDescribedIsFound() {
    assertThat(
            new DescribedAnswers()
                .objections(
                    "/api/incident/mail",
                    """
                    {"total":"1","whole":true,"recipients":1,"toResend":null,"byReason":[{"x":1}],
                     "mails":[]}"""))
        .contains(
            "/api/incident/mail.total is a string and no [integer]",
            "/api/incident/mail.toResend is null",
            "/api/incident/mail.byReason[].x is not described",
            "/api/incident/mail.byReason[].said is missing");
  }

  private static void collectBare(String at, JsonNode node, List<String> bare) {
    boolean isObject = node.isObject() && node.path("type").toString().contains("\"object\"");
    if (isObject && !node.has("properties") && !node.has("additionalProperties")) {
      bare.add(at);
    }
    if (node.isObject()) {
      node.forEachEntry((name, part) -> collectBare(at + '/' + name, part, bare));
    } else if (node.isArray()) {
      node.forEach(part -> collectBare(at + "/[]", part, bare));
    }
  }
}
