package dev.todoku.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningWatchTest {
  @TempDir Path directory;

  private Map<String, String> environment() {
    return Map.of("XDG_STATE_HOME", directory.toString());
  }

  @Test
  void isFoundWhileItAnswers() throws Exception {
    RunningWatch watch;
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      watch = new RunningWatch("127.0.0.1:" + broker.getLocalPort());
      assertThat(watch.announce(environment()))
          .contains(directory.resolve("todoku/watch.properties"));
      assertThat(RunningWatch.find(environment())).contains(watch);
    }
    assertThat(RunningWatch.find(environment())).isNotEqualTo(java.util.Optional.of(watch));
  }
}
