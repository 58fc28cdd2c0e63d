package dev.todoku.providers;

import dev.todoku.detect.Sensitivity;
import dev.todoku.schema.Signal;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.Invariants;
import dev.todoku.streams.Names;
import dev.todoku.streams.PublishedSignals;
import dev.todoku.topology.TestSettings;
import dev.todoku.topology.TestStores;
import dev.todoku.wire.SuppressionExemption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** The stores of the providers' stage, and monitors that work on them. */
final class MonitorStores implements AutoCloseable {
  private final KeyValueStore<String, byte[]> detectors;
  private final KeyValueStore<String, byte[]> recents;
  private final KeyValueStore<String, byte[]> published;
  private final WindowStore<String, byte[]> images;

  /** A monitor of docomo's mail, and what it holds in memory. */
  record Opened(ProviderMonitor monitor, DetectorStreamStore streams, RecentTrialStore recents) {}

  MonitorStores(Path dir) throws IOException {
    detectors = stores(dir, "detectors").byString();
    recents = stores(dir, "recents").byString();
    published = stores(dir, "published").byString();
    images = stores(dir, "images").beforeImages(Duration.ofHours(2));
  }

  private static TestStores stores(Path dir, String name) throws IOException {
    return new TestStores(Files.createDirectories(dir.resolve(name)));
  }

  KeyValueStore<String, byte[]> detectors() {
    return detectors;
  }

  /** A monitor that begins with what the stores hold. */
  Opened open(
      Sensitivity sensitivity,
      Consumer<Signal> signals,
      Consumer<SuppressionExemption> exemptions) {
    BeforeImages before = new BeforeImages(images);
    DetectorStreamStore streams = new DetectorStreamStore(before.over("detectors", detectors));
    RecentTrialStore seen = new RecentTrialStore(before.over("recents", recents));
    ProviderMonitor monitor =
        new ProviderMonitor(
            before,
            streams,
            seen,
            new PublishedSignals(
                before.over("published", published),
                new Invariants(Names.PROVIDERS, TestSettings.metrics()),
                signals,
                exemptions),
            sensitivity,
            domain -> "docomo");
    return new Opened(monitor, streams, seen);
  }

  @Override
  public void close() {
    detectors.close();
    recents.close();
    published.close();
    images.close();
  }
}
