package dev.todoku.cli.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.app.Backtest.Written;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Prints records of some topics for a program, one JSON object a line. */
final class JsonLines implements WrittenPrinter {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Whose values are no JSON. */
  private static final Set<String> RAW =
      Topics.raw().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());

  private final PrintWriter out;
  private final Set<String> topics;

  JsonLines(PrintWriter out, Set<String> topics) {
    this.out = out;
    this.topics = topics;
  }

  @Override
  public void print(Written written) {
    if (!topics.contains(written.topic())) {
      return;
    }
    ObjectNode line = JSON.createObjectNode().put("topic", written.topic());
    line.put("key", text(written.key())).put("time", written.time());
    if (written.value() == null || RAW.contains(written.topic())) {
      line.put("value", text(written.value()));
    } else {
      line.putRawValue("value", new RawValue(text(written.value())));
    }
    out.println(JSON.writeValueAsString(line));
  }

  @Override
  public void end(BacktestRun run) {
    out.flush();
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }
}
