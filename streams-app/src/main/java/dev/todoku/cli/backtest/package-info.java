/** Runs the pipeline over files without a broker, and prints the incidents it would have raised. */
package dev.todoku.cli.backtest;
