package dev.todoku.cli.run;

/**
 * Closes an instance when the process is asked to end, and then lets it end with exit code 0: a
 * stop that was asked for is no failure.
 */
final class StopSignal {
  private final Thread hook;

  private StopSignal(Thread hook) {
    this.hook = hook;
  }

  static StopSignal closes(Instance instance) {
    Thread hook =
        new Thread(
            () -> {
              instance.close();
              // A halt leaves no time for what deletes itself.
              NativeLibraries.deleteUnpacked();
              Runtime.getRuntime().halt(0);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopSignal(hook);
  }

  /** The instance has ended by itself. */
  void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs, and ends the process.
    }
  }
}
