package dev.todoku.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void isThatOfKafkasOwnPartitioner() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int partitions = 1 + random.nextInt(30);
      byte[] key = ("届" + random.nextLong() + "@shop.example").getBytes(StandardCharsets.UTF_8);
      int right = BuiltInPartitioner.partitionForKey(key, partitions);
      Placement placement = new Placement(partitions);
      assertThat(placement.isRight(key, right)).isTrue();
      assertThat(placement.isRight(key, right + 1)).isFalse();
    }
  }
}
