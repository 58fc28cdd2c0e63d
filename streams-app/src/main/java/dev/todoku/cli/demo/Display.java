package dev.todoku.cli.demo;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;

/** Where a person watches. */
interface Display extends AutoCloseable {

  /** A message's status has changed. */
  void outcome(Outcome outcome);

  /** An incident began, went on or ended. */
  void alert(Alert alert);

  /** Called several times a second. */
  void refresh(DemoFrame moment);

  /** Everything has been shown; lines that follow belong to the caller. */
  @Override
  void close();
}
