package dev.todoku.bench.chaos;

import dev.todoku.bench.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Instances of Todoku, a process each with a state directory of its own. */
final class Fleet implements AutoCloseable {
  private final Path dir;
  private final Map<String, String> settings;
  private final List<JavaProcess> instances = new ArrayList<>();
  private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param settings of all instances
   */
  Fleet(Path dir, Map<String, String> settings) {
    this.dir = dir;
    this.settings = new TreeMap<>(settings);
  }

  int size() {
    return instances.size();
  }

  /** Starts one more and returns once its process serves. */
  void add() throws IOException {
    int number = instances.size();
    instances.add(launch(number));
    awaitPort(number);
  }

  /** Stops the last one as its service manager does. */
  void removeLast() throws IOException {
    ports.remove(instances.size() - 1);
    instances.remove(instances.size() - 1).close();
  }

  /** Changes a setting of instances that are started from now on. */
  void set(String key, String value) {
    settings.put(key, value);
  }

  /** Kills instance {@code number} (SIGKILL). */
  void kill(int number) throws IOException {
    instances.get(number).kill();
  }

  /** Stops instance {@code number} as its service manager does. */
  void stop(int number) throws IOException {
    instances.get(number).close();
  }

  /** Starts instance {@code number} again, with the state that it left. */
  void restart(int number) throws IOException {
    instances.set(number, launch(number));
    awaitPort(number);
  }

  private void awaitPort(int number) throws IOException {
    ports.put(number, Integer.parseInt(instances.get(number).readAnswer()));
  }

  /** Where the instances that were started answer, by number; may be asked by any thread. */
  Map<Integer, Integer> ports() {
    return Map.copyOf(ports);
  }

  /** Takes all CPU time from instance {@code number} (SIGSTOP). */
  void starve(int number) throws IOException {
    instances.get(number).freeze();
  }

  /** Lets instance {@code number} go on (SIGCONT). */
  void feed(int number) throws IOException {
    instances.get(number).thaw();
  }

  /** The end of a run need not be clean: what they wrote is compared already. */
  @Override
  public void close() throws IOException {
    for (JavaProcess instance : instances) {
      instance.kill();
    }
  }

  private JavaProcess launch(int number) throws IOException {
    Map<String, String> own = new HashMap<>(settings);
    own.put("state.dir", dir.resolve("state-" + number).toString());
    return JavaProcess.instance(List.of("-Xmx640m", "-DKAFKA_LOG_LEVEL=OFF"), own);
  }
}
