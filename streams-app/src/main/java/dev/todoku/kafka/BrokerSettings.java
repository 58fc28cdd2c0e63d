package dev.todoku.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings of the brokers that hurt Todoku. */
public final class BrokerSettings {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerSettings.class);
  private static final String AUTO_CREATION = "auto.create.topics.enable";

  private BrokerSettings() {}

  /** Logs that brokers make deleted topics anew by themselves, with settings of their own. */
  public static void warnOfAutoCreation(Admin admin) {
    try {
      int broker = AdminResult.of(admin.describeCluster().nodes()).iterator().next().id();
      ConfigResource asked =
          new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker));
      Map<ConfigResource, Config> known =
          AdminResult.of(admin.describeConfigs(List.of(asked)).all());
      boolean createsTopics =
          known.values().stream()
              .map(settings -> settings.get(AUTO_CREATION))
              .anyMatch(setting -> setting != null && Boolean.parseBoolean(setting.value()));
      if (createsTopics) {
        LOG.warn(
            "the brokers have {}=true: a topic that is deleted comes back by itself, empty and with"
                + " other settings; set it to false",
            AUTO_CREATION);
      }
    } catch (SetupException e) {
      // Needs a right that nothing else does.
      LOG.debug("cannot see {} of the brokers", AUTO_CREATION, e);
    }
  }
}
