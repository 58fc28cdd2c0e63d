package dev.todoku.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the settings of topics with what they were when first seen. What is wrong from the
 * beginning is said once, in the log: somebody may have wanted it. Not thread-safe.
 */
final class LimitsWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LimitsWatch.class);

  private final Admin admin;
  private final TopicSetup setup;
  private final Map<String, TopicLimits> least = new HashMap<>();
  private boolean isRefused;

  /**
   * Nothing is seen yet.
   *
   * @param setup knows what the topics that it makes need
   */
  LimitsWatch(Admin admin, TopicSetup setup) {
    this.admin = admin;
    this.setup = setup;
  }

  /**
   * What is wrong with which of {@code topics}, in a phrase for a person. Nothing when the user has
   * no right to see settings, which the log says once.
   */
  Map<String, String> problems(Collection<String> topics, int patienceMs)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, String> wrong = new TreeMap<>();
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(patienceMs);
    for (Map.Entry<ConfigResource, KafkaFuture<Config>> asked :
        admin.describeConfigs(resources, options).values().entrySet()) {
      String topic = asked.getKey().name();
      try {
        TopicLimits now = TopicLimits.of(asked.getValue().get(patienceMs, TimeUnit.MILLISECONDS));
        TopicLimits right = least.computeIfAbsent(topic, unused -> firstSeen(topic, now));
        right.problem(topic, now).ifPresent(problem -> wrong.put(topic, problem));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          sayOnce(e.getCause());
        } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return wrong;
  }

  private TopicLimits firstSeen(String topic, TopicLimits now) {
    if (!setup.names().contains(topic)) {
      return now;
    }
    TopicLimits required = TopicLimits.required(setup.settingsOf(topic));
    required.problem(topic, now).ifPresent(problem -> LOG.warn("at the start: {}", problem));
    return now.atMost(required);
  }

  private void sayOnce(Throwable refusal) {
    if (!isRefused) {
      isRefused = true;
      LOG.info("changes of topic settings go unnoticed, DESCRIBE_CONFIGS is missing: {}", refusal);
    }
  }
}
