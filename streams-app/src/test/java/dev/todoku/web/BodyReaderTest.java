package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
  private final AtomicLong now = new AtomicLong();
  private final BodyReader reader = new BodyReader(1_000, now::get);

  @Test
  void readsABodyThatFits() {
    assertThat(reader.read(new ByteArrayInputStream(new byte[1_000]), -1)).hasSize(1_000);
  }

  @Test
  void refusesWhatIsTooLargeAnnouncedOrNot() {
    assertRefused(413, new ByteArrayInputStream(new byte[1_001]), -1);
    assertRefused(413, new ByteArrayInputStream(new byte[0]), 1_001);
  }

  @Test
  void refusesABodyThatComesAByteAtATime() {
    InputStream slow =
        new InputStream() {
          private int count;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] to, int from, int length) {
            assertThat(++count).as("bytes taken").isLessThan(4);
            now.addAndGet(Duration.ofSeconds(5).toNanos());
            return 1;
          }
        };
    assertRefused(408, slow, -1);
  }

  @Test
  void readsSoManyAtOnceAndRefusesMoreAtOnce() throws Exception {
    CountDownLatch reading = new CountDownLatch(BodyReader.AT_ONCE);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < BodyReader.AT_ONCE; i++) {
      Thread thread = new Thread(() -> reader.read(waiting(reading, end), -1));
      thread.start();
      threads.add(thread);
    }
    reading.await();
    assertRefused(503, new ByteArrayInputStream(new byte[1]), 1);
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(reader.read(new ByteArrayInputStream(new byte[1]), 1)).hasSize(1);
  }

  private static InputStream waiting(CountDownLatch reading, CountDownLatch end) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        reading.countDown();
        try {
          end.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        return -1;
      }
    };
  }

  private void assertRefused(int status, InputStream in, long announced) {
    assertThatThrownBy(() -> reader.read(in, announced))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            refusal -> assertThat(refusal.status()).isEqualTo(status));
  }
}
