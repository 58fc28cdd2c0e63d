package dev.todoku.kafka;

import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/**
 * What a topic was when it was first seen. A topic that is deleted and made again has the same name
 * and another id.
 *
 * @param id given by Kafka when it was made
 * @param partitions how many it had
 */
record TopicIdentity(Uuid id, int partitions) {

  static TopicIdentity of(TopicDescription topic) {
    return new TopicIdentity(topic.topicId(), topic.partitions().size());
  }

  /** What is wrong with the topic as it is {@code now}, for a person. */
  Optional<String> problem(TopicDescription now) {
    String name = "topic " + now.name();
    int count = now.partitions().size();
    if (!now.topicId().equals(id)) {
      return Optional.of(
          name
              + " was deleted and made again with "
              + count
              + " partitions (had "
              + partitions
              + "): stop all instances, put it right, and start them again");
    }
    if (count != partitions) {
      return Optional.of(
          name + " has " + count + " partitions now (had " + partitions + "): start again");
    }
    long leaderless = now.partitions().stream().filter(one -> one.leader() == null).count();
    return leaderless == 0
        ? Optional.empty()
        : Optional.of(name + " has no leader for " + leaderless + " partitions");
  }
}
