package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContractTest {
  private final JsonNode document =
      JsonMapper.shared().valueToTree(AsyncApi.document("unreleased"));

  @Test
  void describesEveryPublicTopicAndNoOther() {
    List<String> names = Topics.all().stream().map(Topic::name).toList();
    assertThat(document.get("channels").propertyNames()).containsExactlyElementsOf(names);
    assertThat(document.at("/components/messages").propertyNames())
        .containsExactlyElementsOf(names);
    assertThat(document.get("operations").size()).isEqualTo(names.size());
    assertThat(document.get("asyncapi").stringValue()).isEqualTo("3.0.0");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Matcher references = Pattern.compile("\"\\$ref\":\"([^\"]+)\"").matcher(document.toString());
    List<String> served = new ArrayList<>();
    while (references.find()) {
      String to = references.group(1);
      if (to.startsWith("#/")) {
        assertThat(document.at(to.substring(1)).isObject()).as(to).isTrue();
      } else {
        served.add(to);
      }
    }
    assertThat(served).hasSize(18);
    assertThat(Contract.paths()).containsAll(served).contains("/schemas", "/api/asyncapi.json");
  }

  @Test
  void whatOthersWriteIsReceived() {
    assertThat(document.at("/operations/read.mail.sends/action").stringValue())
        .isEqualTo("receive");
    assertThat(document.at("/operations/write.mail.alerts/action").stringValue()).isEqualTo("send");
    assertThat(document.at("/operations/write.mail.alerts/channel/$ref").stringValue())
        .isEqualTo("#/channels/mail.alerts");
    assertThat(document.at("/components/messages/mail.alerts/traits/0/$ref").stringValue())
        .isEqualTo("#/components/messageTraits/cloudEvent");
  }

  /** To write the file anew: {@code -Dtodoku.docs.write=true}. */
  @Test
  void theFileOfTheDocumentationIsThisDocument() throws IOException {
    Path file = Path.of("../docs/asyncapi.json");
    String text = document.toPrettyString() + '\n';
    if (Boolean.getBoolean("todoku.docs.write")) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text);
  }
}
