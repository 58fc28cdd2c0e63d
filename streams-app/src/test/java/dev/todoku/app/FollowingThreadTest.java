package dev.todoku.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FollowingThreadTest {
  private static final int MANY = 20_000;

  private final List<Integer> done = new ArrayList<>();

  @Test
  void allIsDoneInTheOrderInWhichItWasGiven() {
    try (FollowingThread behind = new FollowingThread("behind")) {
      for (int i = 0; i < MANY; i++) {
        int number = i;
        behind.give(() -> done.add(number));
      }
      behind.await();
      assertThat(done).isEqualTo(IntStream.range(0, MANY).boxed().toList());
    }
  }

  @Test
  void whatFailsIsThrownAtTheNextCallAndNothingIsDoneAfterIt() {
    try (FollowingThread behind = new FollowingThread("behind")) {
      behind.give(
          () -> {
            throw new IllegalArgumentException("no");
          });
      behind.give(() -> done.add(1));
      assertThatThrownBy(behind::await)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no");
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < MANY; i++) {
                  behind.give(() -> done.add(2));
                }
              })
          .hasMessage("no");
      assertThat(done).isEmpty();
    }
  }

  @Test
  void whatIsNotDoneAtTheEndStaysUndone() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    FollowingThread behind = new FollowingThread("behind");
    behind.give(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 600; i++) {
      behind.give(() -> done.add(1));
    }
    begun.await();
    behind.close();
    assertThat(done).isEmpty();
  }
}
