/** Runs the pipeline over files, without a broker, and prints what it would have said. */
package dev.todoku.cli.backtest;
