package dev.todoku.cli.replay;

import java.io.IOException;

/** Gives the items of one file in the order in which they stand. */
sealed interface ReplaySource permits LineSource, MessageSource, SortedSource {

  /** When the next item happened; {@link Long#MAX_VALUE} after the last. */
  long time();

  /** The next item. */
  ReplayItem take() throws IOException;

  /** Where the next item stands. */
  String place();

  default boolean isEmpty() {
    return time() == Long.MAX_VALUE;
  }
}
