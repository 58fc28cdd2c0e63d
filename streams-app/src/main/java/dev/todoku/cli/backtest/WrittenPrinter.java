package dev.todoku.cli.backtest;

import dev.todoku.app.Backtest.Written;

/** Prints what the pipeline wrote. */
interface WrittenPrinter {

  void print(Written written);

  /** Nothing more comes. */
  void end(BacktestRun run);
}
