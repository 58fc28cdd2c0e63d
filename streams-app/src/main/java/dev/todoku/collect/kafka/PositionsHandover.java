package dev.todoku.collect.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets a collector on one Kafka go on where another collector on another Kafka stopped. */
public final class PositionsHandover {
  private PositionsHandover() {}

  /**
   * Copies the positions that the later one does not have itself.
   *
   * @param from where the earlier one stored them: settings of a consumer
   * @param earlier its name
   * @param later how the later one writes, and its name
   */
  public static void copy(Map<String, Object> from, String earlier, Collector.Settings later) {
    Map<String, byte[]> positions = new HashMap<>(PositionsTopic.read(earlier, from));
    positions.remove(Collector.OWNER);
    positions.keySet().removeAll(PositionsTopic.read(later.name(), later.consumer()).keySet());
    try (TransactionalWriter writer =
        TransactionalWriter.connect(
            later.name(), later.producer(), later.largestRecord(), later.partitions())) {
      writer.write(List.of(), positions, 0);
    }
  }
}
