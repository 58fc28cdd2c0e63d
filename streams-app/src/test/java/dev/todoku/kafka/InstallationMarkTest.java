package dev.todoku.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.InstallationMark.Line;
import dev.todoku.schema.Topics;
import dev.todoku.testing.LiveInstance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an instance asks Kafka before it starts. */
@Timeout(180)
class InstallationMarkTest {
  private static final String OUTCOMES = Topics.OUTCOMES.name();

  @TempDir Path dir;

  @Test
  void theLineOfTheLatestInstanceIsReadAndMissingRightsAreNamed() throws Exception {
    Map<String, String> authorizing =
        Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(null, authorizing);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      List<String> topics = List.of(Topics.SENDS.name(), OUTCOMES);
      admin
          .createTopics(topics.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get();

      InstallationMark mark = new InstallationMark(admin, "todoku");
      assertThat(mark.read()).isEmpty();
      mark.write(new Line(1, "a=1 b=2"));
      mark.write(new Line(2, "a=1 b=3"));
      assertThat(mark.read()).contains(new Line(2, "a=1 b=3"));
      assertThat(new InstallationMark(admin, "other").read()).isEmpty();

      assertThatCode(() -> RightsCheck.require(admin, topics, "todoku")).doesNotThrowAnyException();
      admin.createAcls(List.of(allow(AclOperation.READ), allow(AclOperation.DESCRIBE))).all().get();
      // The broker takes a moment until it goes by them.
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> RightsCheck.require(admin, topics, "todoku"))
                      .isInstanceOf(SetupException.class)
                      .hasMessage(
                          "Kafka user todoku lacks rights: WRITE on topic "
                              + OUTCOMES
                              + "; give it ACLs"));
      assertThatThrownBy(() -> LiveInstance.start(kafka, dir, Map.of()).close())
          .as("an instance does not start")
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("lacks rights: WRITE on topic " + OUTCOMES);
    }
  }

  private static AclBinding allow(AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, OUTCOMES, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.ALLOW));
  }

  @Test
  void stateOfAnotherFormatIsRefusedWithWhatToDo() {
    assertThatCode(() -> InstallationMark.checkFormat(new Line(3, ""), 3, "todoku"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> InstallationMark.checkFormat(new Line(4, ""), 3, "todoku"))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "the state of application todoku is of format 4, and this version of Todoku reads"
                + " format 3: start the newer version again, or stop all instances and begin anew"
                + " from the topics with todoku reset");
    assertThatThrownBy(() -> InstallationMark.checkFormat(new Line(2, ""), 3, "todoku"))
        .hasMessageContaining("start the older version again");
  }
}
