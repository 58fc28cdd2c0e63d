package dev.todoku.kafka;

import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The clock of Kafka's controller, which dates its answer about itself. It is the one clock besides
 * its own that an instance can ask.
 */
final class BrokerClock {
  private BrokerClock() {}

  /**
   * By how many milliseconds the clock of this machine is ahead of the controller's, negative when
   * it is behind; the time that the question took is no difference. Empty when the user has no
   * right to {@code DESCRIBE} the cluster, or the controller does not say.
   */
  static OptionalLong ahead(Admin admin, int patienceMs)
      throws InterruptedException, ExecutionException, TimeoutException {
    long before = System.currentTimeMillis();
    QuorumInfo quorum;
    try {
      quorum =
          admin
              .describeMetadataQuorum(new DescribeMetadataQuorumOptions().timeoutMs(patienceMs))
              .quorumInfo()
              .get(patienceMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException
          || e.getCause() instanceof UnsupportedVersionException) {
        return OptionalLong.empty();
      }
      throw e;
    }
    long after = System.currentTimeMillis();
    return quorum.voters().stream()
        .filter(voter -> voter.replicaId() == quorum.leaderId())
        .flatMapToLong(voter -> voter.lastCaughtUpTimestamp().stream())
        .filter(time -> time > 0)
        .map(time -> ahead(before, after, time))
        .findFirst();
  }

  /**
   * By how much a clock that shows {@code before} and then {@code after} is ahead of {@code time}.
   */
  static long ahead(long before, long after, long time) {
    return time < before ? before - time : Math.min(0, after - time);
  }
}
