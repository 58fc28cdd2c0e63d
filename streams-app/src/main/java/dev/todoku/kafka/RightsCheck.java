package dev.todoku.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Whether the user may do what the pipeline does all the time. Kafka Streams that lacks a right
 * ends without naming it, or waits without a word.
 */
public final class RightsCheck {
  private static final Set<AclOperation> OF_TOPICS =
      EnumSet.of(AclOperation.READ, AclOperation.WRITE);

  private RightsCheck() {}

  /**
   * Checks the rights on topics that exist.
   *
   * @param user under which name the brokers know this client, for the message
   * @throws SetupException that names user, resource and operation of all that is missing
   */
  public static void require(Admin admin, Collection<String> topics, String user) {
    List<String> missing = new ArrayList<>();
    new TreeMap<>(
            AdminResult.of(
                admin
                    .describeTopics(
                        topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()))
        .forEach(
            (name, topic) -> addMissing(missing, "topic " + name, topic.authorizedOperations()));
    refuse(missing, user);
  }

  private static void addMissing(List<String> missing, String resource, Set<AclOperation> allowed) {
    // Old brokers do not say.
    if (allowed != null) {
      OF_TOPICS.stream()
          .filter(operation -> !allowed.contains(operation))
          .forEach(operation -> missing.add(operation + " on " + resource));
    }
  }

  private static void refuse(List<String> missing, String user) {
    if (!missing.isEmpty()) {
      throw new SetupException("kafka.rights", user, String.join(", ", missing));
    }
  }
}
