package dev.todoku.query;

import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/** Asks another instance for what it remembers. */
@FunctionalInterface
public interface PeerClient {

  /**
   * The values that the instance at {@code host} has.
   *
   * @param key in normal form
   * @throws NotNowException when it does not answer, or does not have them any more
   */
  List<byte[]> ask(HostInfo host, StateKind kind, String key, int partition);
}
