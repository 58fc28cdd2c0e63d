package dev.todoku.cli.reset;

import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.AdminResult;
import dev.todoku.kafka.Directories;
import dev.todoku.kafka.InstallationMark;
import dev.todoku.kafka.SetupException;
import dev.todoku.wire.InternalTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What an installation leaves behind beside the public topics.
 *
 * @param topics its internal topics
 * @param group its consumer group with the committed offsets, empty when there is none
 * @param isRunning whether the group has members
 * @param stateDir its local state on this machine, empty when there is none
 */
record Leftovers(
    List<String> topics, Optional<String> group, boolean isRunning, Optional<Path> stateDir) {
  /** States of a group without members. */
  private static final Set<GroupState> WITHOUT_MEMBERS = Set.of(GroupState.EMPTY, GroupState.DEAD);

  static Leftovers find(Admin admin, TodokuConfig config) {
    Optional<GroupListing> group =
        AdminResult.of(admin.listGroups().all()).stream()
            .filter(listing -> listing.groupId().equals(config.applicationId()))
            .findFirst();
    Path stateDir = config.stateDir().resolve(config.applicationId());
    return new Leftovers(
        AdminResult.of(admin.listTopics().names()).stream()
            .filter(name -> isInternal(name, config.applicationId()))
            .sorted()
            .toList(),
        group.map(GroupListing::groupId),
        group
            .flatMap(GroupListing::groupState)
            .filter(s -> !WITHOUT_MEMBERS.contains(s))
            .isPresent(),
        Files.isDirectory(stateDir) ? Optional.of(stateDir) : Optional.empty());
  }

  /** Those between stages, and what Kafka Streams makes for stores and repartitioning. */
  private static boolean isInternal(String topic, String applicationId) {
    return InternalTopics.names().contains(topic)
        || (topic.startsWith(applicationId + '-')
            && (topic.endsWith("-changelog") || topic.endsWith("-repartition")));
  }

  boolean isNothing() {
    return topics.isEmpty() && group.isEmpty() && stateDir.isEmpty();
  }

  /**
   * Deletes all of it: the offsets first, so that what is interrupted begins anew and does not go
   * on without its state.
   */
  void delete(Admin admin) {
    group
        .map(InstallationMark::groupOf)
        .ifPresent(
            mark ->
                unlessGone(() -> AdminResult.of(admin.deleteConsumerGroups(List.of(mark)).all())));
    group.ifPresent(
        name -> unlessGone(() -> AdminResult.of(admin.deleteConsumerGroups(List.of(name)).all())));
    topics.forEach(
        name -> unlessGone(() -> AdminResult.of(admin.deleteTopics(List.of(name)).all())));
    stateDir.ifPresent(Directories::delete);
  }

  private static void unlessGone(Runnable deletion) {
    try {
      deletion.run();
    } catch (SetupException e) {
      boolean isGone =
          e.getCause() instanceof UnknownTopicOrPartitionException
              || e.getCause() instanceof GroupIdNotFoundException;
      if (!isGone) {
        throw e;
      }
    }
  }
}
