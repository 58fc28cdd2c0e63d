package dev.todoku.streams;

import org.apache.kafka.common.utils.Utils;

/**
 * Whether a record stands in the partition of its key. Writers use other partitioners (librdkafka's
 * default is CRC32), give no key, or give another; a join that trusted them would miss in silence.
 *
 * @param partitions number of partitions of the public topics
 */
public record Placement(int partitions) {

  public boolean isRight(byte[] key, int partition) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions == partition;
  }
}
