package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.evidence.EvidenceRules;
import dev.todoku.evidence.VerpTokens;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An opt-out by mail counts where it is proven that its author wrote it. */
class UnsubscribeMailFlowTest {
  private static final long RECEIVED_AT = Instant.parse("2026-06-02T03:00:00Z").toEpochMilli();
  private static final VerpTokens TOKENS = new VerpTokens("a secret that is long enough to be one");
  private static final EvidenceRules RULES =
      new EvidenceRules(
          Set.of("mx.shop.example"), Set.of("opt-outs"), Set.of(), Optional.of(TOKENS));
  private static final String MAIL =
      "From: taro@mail.example\nTo: unsubscribe@shop.example\n"
          + "Subject: unsubscribe <m1@shop.example>\n\n";

  @TempDir private Path dir;

  @Test
  void ourServersWordForTheAuthorsDomainProvesIt() {
    String ours = "Authentication-Results: mx.shop.example; dkim=pass header.d=mail.example\n";
    assertThat(optOuts("bounces", ours + MAIL))
        .containsExactly(
            new Engagement(
                "m1@shop.example", "taro@mail.example", RECEIVED_AT, Engagement.Kind.UNSUBSCRIBE));
  }

  @Test
  void soDoesATokenOfThatRecipientAndMessage() {
    String address =
        TOKENS.addressOf("unsubscribe@shop.example", "taro@mail.example", "m1@shop.example");
    String mail = MAIL.replace("unsubscribe@shop.example", address);
    assertThat(optOuts("bounces", mail)).hasSize(1);
    assertThat(optOuts("bounces", mail.replace("taro@", "hana@"))).isEmpty();
    assertThat(optOuts("bounces", mail.replace("<m1@", "<m2@"))).isEmpty();
  }

  @Test
  void soDoesAMailboxThatOnlyATrustedServerWritesTo() {
    assertThat(optOuts("opt-outs", MAIL)).hasSize(1);
  }

  @Test
  void nobodyElseOptsSomebodyOut() {
    String others =
        "Authentication-Results: mx.shop.example; dkim=pass header.d=evil.example\n"
            + "Authentication-Results: mx.evil.example; dkim=pass header.d=mail.example\n";
    assertThat(optOuts("bounces", MAIL)).isEmpty();
    assertThat(optOuts("bounces", others + MAIL)).isEmpty();
  }

  @Test
  void whatNamesNoMessageIsKeptForAPerson() {
    try (TopologyTestDriver driver = driver()) {
      write(driver, "opt-outs", MAIL.replace(" <m1@shop.example>", ""));
      assertThat(read(driver, Topics.FEEDBACK)).isEmpty();
      assertThat(read(driver, Topics.DEAD_LETTERS)).hasSize(1);
    }
  }

  private List<FeedbackEvent> optOuts(String mailbox, String mail) {
    try (TopologyTestDriver driver = driver()) {
      write(driver, mailbox, mail);
      return read(driver, Topics.FEEDBACK);
    }
  }

  private TopologyTestDriver driver() {
    return TestDriver.open(dir, TestSettings.trusting(RULES, Map.of()));
  }

  private static void write(TopologyTestDriver driver, String mailbox, String mail) {
    driver
        .createInputTopic(
            Topics.RAW_BOUNCES.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            mailbox.getBytes(StandardCharsets.UTF_8),
            mail.getBytes(StandardCharsets.UTF_8),
            RECEIVED_AT);
  }

  private static <T> List<T> read(TopologyTestDriver driver, Topic<?, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }
}
