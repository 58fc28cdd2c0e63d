package dev.todoku.cli.collect;

import dev.todoku.cli.base.MessageTime;
import dev.todoku.collect.push.LmtpServer;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.TopicSetup;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku collect lmtp}. */
@Command(
    name = "lmtp",
    description = {
      "Takes bounces that a mail server delivers by LMTP (RFC 2033).",
      "",
      "It answers when Kafka has the message; until then the mail server keeps it and tries again. A"
          + " message that is brought again because an answer was lost is stored once. Postfix:"
          + " `bounces@example.jp lmtp:inet:127.0.0.1:2424` in transport_maps."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku collect lmtp --listen 127.0.0.1:2424 -b kafka1:9092",
    })
final class CollectLmtpCommand implements Callable<Integer> {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:2424",
      description = "Where to listen. Whoever can connect can deliver. Default: ${DEFAULT-VALUE}.")
  private String listen;

  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TodokuConfig config = options.load();
    BounceInbox bounces = new BounceInbox("lmtp " + listen);
    LocalSources sources = LocalSources.ofInbox(options.keep(), bounces);
    LmtpServer server =
        Listening.on(
            listen,
            address ->
                LmtpServer.start(
                    address,
                    bounces.inbox(),
                    MessageTime::of,
                    TopicSetup.LARGEST_INPUT,
                    CollectOptions.hostName()));
    return options.run(config, "lmtp", sources, List.of(server), spec.commandLine().getErr());
  }
}
