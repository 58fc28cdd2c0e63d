package dev.todoku.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Address;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HiddenAddressesTest {
  private static final Pseudonyms PSEUDONYMS =
      new Pseudonyms("0123456789abcdef0123456789abcdef", Address.DEFAULT);

  /** Whoever adds a topic has to say on which side it stands. */
  @Test
  void everyTopicIsMeantForOthersOrKeptByAcls() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "security.md"));
    String hidden = rows(page, "pseudonyms |") + rows(page, "the samples have");
    String kept = rows(page, "addresses as they are");
    for (Topic<?, ?> topic : Topics.all()) {
      boolean isHidden = HiddenAddresses.of(topic, PSEUDONYMS) != topic;
      boolean namesNobody = List.of(Topics.PROVIDER_HEALTH, Topics.DNS_FACTS).contains(topic);
      boolean isRaw = topic.name().startsWith("mail.raw.");
      String expected = isHidden ? hidden : kept;
      if (!namesNobody && !isRaw) {
        assertThat(expected).as(topic.name()).contains("`" + topic.name() + "`");
      }
    }
  }

  private static String rows(String page, String words) {
    return page.lines()
        .filter(line -> line.startsWith("| `mail."))
        .filter(line -> line.contains(words))
        .collect(Collectors.joining("\n"));
  }
}
