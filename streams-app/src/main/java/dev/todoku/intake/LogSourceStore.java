package dev.todoku.intake;

import dev.todoku.hop.AttemptHops;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.LogEvents;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.log.MessageAssembler;
import dev.todoku.intake.sender.ReportedReasons;
import dev.todoku.streams.LruCache;
import dev.todoku.streams.PipelineSettings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which log the lines of a key are of: as the header {@code format} says, or the key, {@code
 * exim/mx1.example.jp}; else by the shape of the first line that has one. That, and the latest
 * header line of its file, is remembered.
 */
public final class LogSourceStore {
  private static final String HEADER = "format";

  /** A line of CSV needs the header line before it. */
  private static final char SEPARATOR = '\n';

  /** Keys are hosts. Anyone who writes may write any key. */
  private static final int MOST = 10_000;

  private final PipelineSettings settings;
  private final KeyValueStore<String, byte[]> store;
  private final StatedSourceStore stating;
  private final LogEvents events;
  private final LruCache<String, LogSource> known = new LruCache<>(MOST);

  /** What the store holds of the keys that were used last, empty for nothing. */
  private final LruCache<String, String> stored = new LruCache<>(MOST);

  public LogSourceStore(PipelineSettings settings, KeyValueStore<String, byte[]> store) {
    this.settings = settings;
    this.store = store;
    this.stating = new StatedSourceStore(store, MOST);
    this.events =
        new LogEvents(
            settings.sourceIps()::get,
            stating::contains,
            new AttemptHops(settings.hops(), settings.providers())::of);
  }

  /** The log that a line is of; empty when nothing says which. */
  public Optional<LogSource> of(Record<byte[], byte[]> record, String line) {
    String key = key(record);
    Optional<LogFormat> named = named(record, key);
    if (record.key() == null) {
      return named.or(() -> LogFormats.of(line)).map(format -> source(format, key));
    }
    LogSource source = known.get(key);
    if (source != null && (named.isEmpty() || named.get().name().equals(source.format().name()))) {
      return Optional.of(source);
    }
    Optional<LogSource> found =
        named
            .map(
                format ->
                    remembered(key)
                        .filter(old -> old.format().name().equals(format.name()))
                        .orElseGet(() -> source(format, key)))
            .or(() -> remembered(key))
            .or(() -> LogFormats.of(line).map(format -> source(format, key)));
    found.ifPresent(one -> known.put(key, one));
    return found;
  }

  /** Remembers a log whose header line is another one from now on, or that was just found. */
  void remember(Record<byte[], byte[]> record, LogSource source) {
    if (record.key() == null) {
      return;
    }
    String key = key(record);
    String value = source.format().name() + SEPARATOR + source.parser().header().orElse("");
    if (!value.equals(stored.get(key, this::read))) {
      store.put(key, value.getBytes(StandardCharsets.UTF_8));
      stored.put(key, value);
    }
  }

  /** Takes note of what a line of a host states of the host itself. */
  void see(String host, LogEntry entry) {
    stating.see(host, entry);
  }

  /** For a message that was stored: its format is one of the list. */
  LogSource ofFormat(String name) {
    return source(LogFormats.named(name).orElseThrow(), "");
  }

  private static String key(Record<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static Optional<LogFormat> named(Record<byte[], byte[]> record, String key) {
    Header header = record.headers().lastHeader(HEADER);
    if (header != null && header.value() != null) {
      return LogFormats.named(new String(header.value(), StandardCharsets.UTF_8));
    }
    int slash = key.indexOf('/');
    return slash < 0 ? Optional.empty() : LogFormats.named(key.substring(0, slash));
  }

  private Optional<LogSource> remembered(String key) {
    String value = stored.get(key, this::read);
    int end = value.indexOf(SEPARATOR);
    if (end < 0) {
      return Optional.empty();
    }
    return LogFormats.named(value.substring(0, end))
        .map(
            format -> {
              LogSource source = source(format, key);
              String header = value.substring(end + 1);
              if (!header.isEmpty()) {
                source.parser().parse(header, 0, 0);
              }
              return source;
            });
  }

  private String read(String key) {
    byte[] bytes = store.get(key);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private LogSource source(LogFormat format, String key) {
    String host = key.substring(key.indexOf('/') + 1);
    LineParser parser = format.parser(settings.postfixZone());
    return new LogSource(
        format,
        host.isEmpty() ? null : host,
        parser,
        MessageAssembler.publishing(format),
        new ReportedReasons(settings.replies()),
        events);
  }
}
