package dev.todoku.bench;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Passes on a share of the records to each child, evenly spaced. */
final class Thinning implements Processor<byte[], byte[], byte[], byte[]> {
  private final Map<String, Double> shareByChild;
  private final Map<String, Double> owed = new HashMap<>();
  private ProcessorContext<byte[], byte[]> context;

  Thinning(Map<String, Double> shareByChild) {
    this.shareByChild = shareByChild;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    shareByChild.forEach((child, share) -> owed.put(child, pass(record, child, share)));
  }

  private double pass(Record<byte[], byte[]> record, String child, double share) {
    double due = owed.getOrDefault(child, 0.0) + share;
    while (due >= 1) {
      context.forward(record, child);
      due--;
    }
    return due;
  }
}
