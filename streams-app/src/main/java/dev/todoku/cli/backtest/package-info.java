/** Runs the pipeline over files without a broker, and prints the incidents it would have raised. */
@NullMarked
package dev.todoku.cli.backtest;

import org.jspecify.annotations.NullMarked;
