package dev.todoku.collect;

import dev.todoku.text.CauseMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks at something that may be slow to answer, in a thread of its own, so that it holds up no
 * other source. One look at a time; to be used by one thread.
 */
public final class BackgroundLook<T> {
  private final Executor executor;
  private @Nullable CompletableFuture<T> running;
  private @Nullable IOException failure;

  /** What is done in the other thread. */
  @FunctionalInterface
  public interface Look<T> {
    T look() throws IOException;
  }

  /** Nothing is looked at yet. */
  public BackgroundLook(Executor executor) {
    this.executor = executor;
  }

  /** Starts a daemon thread of this name for each look. */
  public static Executor inThread(String name) {
    return look -> {
      Thread thread = new Thread(look, name);
      thread.setDaemon(true);
      thread.start();
    };
  }

  /** Whether a look goes on, or has ended and its result was not taken. */
  public boolean isRunning() {
    return running != null;
  }

  /** Begins to look; none may be running. */
  public void begin(Look<T> look) {
    running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return look.look();
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            },
            executor);
  }

  /**
   * Takes what a look has found; empty where none has ended since.
   *
   * @throws IOException from when a look has failed until another one succeeds; its message is one
   *     line
   */
  public Optional<T> take() throws IOException {
    Optional<T> found = Optional.empty();
    if (running != null && running.isDone()) {
      CompletableFuture<T> done = running;
      running = null;
      try {
        found = Optional.of(done.join());
        failure = null;
      } catch (CompletionException e) {
        String why = CauseMessage.of(e);
        failure = new IOException(why.lines().findFirst().orElse(""), e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return found;
  }
}
