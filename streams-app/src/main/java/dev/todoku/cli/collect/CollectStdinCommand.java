package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.MessageTime;
import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.kafka.Collector;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.SetupException;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku collect stdin}. */
@Command(
    name = "stdin",
    description = {
      "Stores one bounce message from the standard input, for pipe(8) of Postfix and .forward.",
      "",
      "Ends with the codes of sysexits.h: 0 when Kafka has the message, 75 to try again later, 65"
          + " when it is too large. A message that is brought again is stored once. Each message"
          + " costs a start of Java; `todoku collect lmtp` does not."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  bounces unix - n n - 1 pipe flags=DRX user=todoku argv=/opt/todoku/todoku collect stdin",
    },
    exitCodeList = {"0:stored", "65:too large", "75:not stored, to be tried again"})
final class CollectStdinCommand implements Callable<Integer> {
  private static final int TOO_LARGE = 65;
  private static final int TRY_AGAIN = 75;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long it tries. Default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    byte[] message = System.in.readNBytes(TopicSetup.LARGEST_INPUT + 1);
    if (message.length > TopicSetup.LARGEST_INPUT) {
      return say(TOO_LARGE, ErrorText.of("collect.tooLarge", TopicSetup.LARGEST_INPUT));
    }
    try {
      store(message);
      return 0;
    } catch (TimeoutException e) {
      return say(TRY_AGAIN, ErrorText.of("collect.timeout", timeoutSeconds));
    } catch (ExecutionException | KafkaException | SetupException | Failure notStored) {
      return say(TRY_AGAIN, ErrorText.of(notStored));
    }
  }

  private void store(byte[] message)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    TodokuConfig config = options.load();
    BounceInbox bounces = new BounceInbox("stdin");
    LocalSources sources = LocalSources.ofInbox(options.keep(), bounces);
    long now = System.currentTimeMillis();
    long time = MessageTime.of(new ByteArrayInputStream(message)).orElse(now);
    CompletableFuture<Void> stored =
        bounces.inbox().offer(new CollectedEntry(EntryType.BOUNCE, "stdin", message, time), now, 0);
    Collector collector = options.connect(config, "stdin", sources, new Collector.Observer() {});
    Thread collecting = new Thread(collector, "collector");
    collecting.setDaemon(true);
    collecting.start();
    try {
      // The first one finds room.
      Objects.requireNonNull(stored).get(timeoutSeconds, TimeUnit.SECONDS);
    } finally {
      collector.close();
      collecting.join(TimeUnit.SECONDS.toMillis(5));
    }
  }

  private int say(int code, ErrorText why) {
    spec.commandLine().getErr().println(why.in(Language.orOfUser(null)));
    return code;
  }
}
