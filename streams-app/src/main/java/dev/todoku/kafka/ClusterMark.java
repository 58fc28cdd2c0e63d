package dev.todoku.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/**
 * The cluster that local state belongs to, written beside it. On another cluster, or on one that
 * came back empty, the state is that of records which nobody has any more.
 */
public final class ClusterMark {
  private ClusterMark() {}

  /**
   * Writes the cluster's id beside the state, when none is there.
   *
   * @param stateDir may not exist yet
   * @throws SetupException when the state is that of another cluster
   */
  public static void check(Admin admin, Path stateDir, String applicationId) {
    String id = AdminResult.of(admin.describeCluster().clusterId());
    Path file = stateDir.resolve(applicationId + ".cluster");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(stateDir);
        Files.writeString(file, id);
        return;
      }
      String before = Files.readString(file).strip();
      if (!before.equals(id)) {
        throw new SetupException("cluster.other", stateDir, before, id);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }
}
