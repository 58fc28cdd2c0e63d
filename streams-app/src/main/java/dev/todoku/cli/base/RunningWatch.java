package dev.todoku.cli.base;

import dev.todoku.config.TodokuConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where {@code todoku watch} runs on this machine. It writes that down where the other commands
 * look: in the state directory of its user and, if that is root, in {@code /run/todoku} for all.
 *
 * @param bootstrapServers its broker, host and port on the loopback interface
 */
public record RunningWatch(String bootstrapServers) {
  private static final String FILE = "watch.properties";
  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final int CONNECT_MS = 500;

  /** Only root can write there, so that nobody else can lead commands astray. */
  private static final Path FOR_ALL = Path.of("/run/todoku");

  /** Writes it down; what cannot be written is left out. Returns where it was written. */
  public List<Path> announce(Map<String, String> environment) {
    List<Path> written = new ArrayList<>();
    for (Path directory : places(environment)) {
      try {
        Files.createDirectories(directory);
        Path unfinished = directory.resolve(FILE + ".new");
        Properties properties = new Properties();
        properties.setProperty(BOOTSTRAP, bootstrapServers);
        try (Writer out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
          properties.store(out, null);
        }
        Path file = directory.resolve(FILE);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        written.add(file);
      } catch (IOException notOurs) {
        // Then there is another place, or it must be said to commands which Kafka is meant.
      }
    }
    return written;
  }

  /** The watch that answers. */
  public static Optional<RunningWatch> find(Map<String, String> environment) {
    for (Path directory : places(environment)) {
      Path file = directory.resolve(FILE);
      if (Files.isReadable(file)) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
          properties.load(in);
        } catch (IOException | IllegalArgumentException unreadable) {
          continue;
        }
        String servers = properties.getProperty(BOOTSTRAP, "");
        if (answers(servers)) {
          return Optional.of(new RunningWatch(servers));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> places(Map<String, String> environment) {
    return List.of(TodokuConfig.userState(environment), FOR_ALL);
  }

  private static boolean answers(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 0) {
      return false;
    }
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1));
      socket.connect(new InetSocketAddress(server.substring(0, colon), port), CONNECT_MS);
      return true;
    } catch (IOException | IllegalArgumentException notThere) {
      return false;
    }
  }
}
