package dev.todoku.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class BrokerClockTest {
  @Test
  void whatTheQuestionTookIsNoDifference() {
    assertThat(BrokerClock.ahead(1_000, 1_200, 1_000)).isZero();
    assertThat(BrokerClock.ahead(1_000, 1_200, 1_200)).isZero();
    assertThat(BrokerClock.ahead(1_000, 1_200, 400)).as("this machine is ahead").isEqualTo(600);
    assertThat(BrokerClock.ahead(1_000, 1_200, 5_200)).as("it is behind").isEqualTo(-4_000);
  }

  @Test
  void theControllerOfThisMachineHasItsClock() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(BrokerClock.ahead(admin, 10_000).getAsLong()).isBetween(-100L, 100L);
    }
  }
}
