package dev.todoku.cli.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ResetCommandTest {
  private static final List<String> INTERNAL =
      List.of("todoku.provider-deltas", "shop-messages-changelog", "shop-by-day-repartition");
  private static final List<String> OTHERS =
      List.of("mail.sends", "shop-window", "shop2-messages-changelog");

  private static EmbeddedKafka kafka;
  private static Admin admin;

  @TempDir Path stateDir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final InputStream stdin = System.in;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    admin = Admin.create(client());
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @BeforeEach
  void leaveSomethingBehind() throws Exception {
    List<NewTopic> topics =
        Stream.concat(INTERNAL.stream(), OTHERS.stream())
            .map(name -> new NewTopic(name, 1, (short) 1))
            .toList();
    admin.createTopics(topics).all().get();
    await().until(() -> topics().size() == topics.size());
    Files.createDirectories(stateDir.resolve("shop/0_1"));
    Files.writeString(stateDir.resolve("shop/0_1/.checkpoint"), "0");
    try (var consumer = member()) {
      join(consumer);
      consumer.commitSync();
    }
  }

  @AfterEach
  void cleanUp() throws Exception {
    System.setIn(stdin);
    admin.deleteTopics(topics()).all().get();
    await().until(() -> topics().isEmpty());
  }

  @Test
  void deletesWhatTheApplicationHasMadeAndNothingElse() throws Exception {
    assertThat(reset("--yes")).isZero();
    await().untilAsserted(() -> assertThat(topics()).containsExactlyInAnyOrderElementsOf(OTHERS));
    assertThat(groups()).doesNotContain("shop");
    assertThat(stateDir.resolve("shop")).doesNotExist();
    assertThat(stateDir).exists();
    out.getBuffer().setLength(0);
    assertThat(reset("--yes")).isZero();
    assertThat(out.toString()).isEqualTo("Nothing of shop to delete.%n".formatted());
  }

  @Test
  void aDryRunOnlyLists() throws Exception {
    assertThat(reset("--dry-run")).isZero();
    assertThat(out.toString()).contains(INTERNAL).contains("offsets of shop", stateDir + "/shop");
    assertNothingIsGone();
  }

  @Test
  void asksFirst() throws Exception {
    System.setIn(new ByteArrayInputStream("n\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(reset()).isEqualTo(1);
    assertThat(out.toString()).contains("Delete all of this?", "Nothing was deleted.");
    assertNothingIsGone();
    System.setIn(new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(reset()).isZero();
    await().untilAsserted(() -> assertThat(topics()).containsExactlyInAnyOrderElementsOf(OTHERS));
  }

  @Test
  void refusesWhileTheApplicationRuns() throws Exception {
    try (var consumer = member()) {
      join(consumer);
      assertThat(reset("--yes")).isEqualTo(1);
      assertThat(err.toString()).contains("shop is running").hasLineCount(1);
      assertNothingIsGone();
    }
  }

  private void assertNothingIsGone() throws Exception {
    assertThat(topics()).containsAll(INTERNAL);
    assertThat(groups()).contains("shop");
    assertThat(stateDir.resolve("shop/0_1/.checkpoint")).exists();
  }

  private int reset(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-b", kafka.bootstrapServers()));
    all.addAll(List.of("-D", "application.id=shop", "-D", "state.dir=" + stateDir));
    return new CommandLine(new ResetCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println(e.getMessage());
              return 1;
            })
        .execute(all.toArray(String[]::new));
  }

  private static KafkaConsumer<byte[], byte[]> member() {
    Map<String, Object> settings = new HashMap<>(client());
    settings.put("group.id", "shop");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void join(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.subscribe(List.of("mail.sends"));
    await()
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100));
              return !consumer.assignment().isEmpty();
            });
  }

  private static Set<String> topics() throws Exception {
    return admin.listTopics().names().get();
  }

  private static List<String> groups() throws Exception {
    return admin.listGroups().all().get().stream().map(group -> group.groupId()).toList();
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
