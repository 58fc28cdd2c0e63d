package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.text.CauseMessage;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** Listens, or says in one line why not. */
final class Listening {
  private Listening() {}

  /**
   * What {@code start} gives.
   *
   * @throws Failure when it is no address, or one that cannot be listened on
   */
  static <T> T on(String address, Function<InetSocketAddress, T> start) {
    try {
      return start.apply(CollectOptions.address(address));
    } catch (UncheckedIOException e) {
      throw Failure.of(e, "listen.failed", address, CauseMessage.of(e));
    }
  }
}
