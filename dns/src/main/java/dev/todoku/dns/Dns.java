package dev.todoku.dns;

import java.util.concurrent.CompletableFuture;

/** Somebody who answers questions about names. */
@FunctionalInterface
public interface Dns {
  /**
   * Asks. The future always completes, and never exceptionally: what goes wrong is an answer that
   * says so.
   */
  CompletableFuture<DnsAnswer> ask(Question question);

  /** Asks and waits. Not for threads that others wait for. */
  default DnsAnswer get(String name, RecordType type) {
    return ask(new Question(name, type)).join();
  }
}
