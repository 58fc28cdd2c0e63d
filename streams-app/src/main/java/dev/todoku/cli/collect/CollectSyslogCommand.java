package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.LogZone;
import dev.todoku.cli.base.WrongUsage;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.push.Inbox;
import dev.todoku.collect.push.SyslogServer;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.TopicSetup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku collect syslog}. */
@Command(
    name = "syslog",
    description = {
      "Takes log lines that syslog daemons send, RFC 3164 and 5424.",
      "",
      "Over TCP in both framings of RFC 6587, with TLS or without, and over UDP. Syslog has no"
          + " answers: what has been sent and is not stored yet when this is killed is lost. Where"
          + " that must not be, follow the file with `todoku collect files`."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku collect syslog --tcp 0.0.0.0:6514 --tls-keystore syslog.p12 -b kafka1:9092",
      "  todoku collect syslog --tcp 127.0.0.1:5140 --udp 127.0.0.1:5140",
    })
final class CollectSyslogCommand implements Callable<Integer> {
  private static final int MOST_WAITING = 20_000;

  @Option(names = "--tcp", paramLabel = "HOST:PORT", description = "Where to listen for TCP.")
  private String tcp;

  @Option(names = "--udp", paramLabel = "HOST:PORT", description = "Where to listen for UDP.")
  private String udp;

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description =
          "Certificate and key for TLS, PKCS 12; the password is in TODOKU_SYSLOG_TLS_PASSWORD.")
  private Path keystore;

  @Option(
      names = "--zone",
      description = "Time zone of lines that do not name it. Default: intake.postfix.zone.")
  private String zone;

  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (tcp == null && udp == null) {
      throw new WrongUsage(spec, "collect.listen");
    }
    TodokuConfig config = options.load();
    Inbox inbox = new Inbox("syslog", MOST_WAITING, null);
    CollectorSource source = inbox;
    LocalSources sources = LocalSources.ofInbox(options.keep(), stored -> source);
    SyslogServer server =
        new SyslogServer(
            inbox,
            SyslogStamps.in(LogZone.of(zone, config.postfixZone(), spec)),
            TopicSetup.LARGEST_INPUT);
    if (tcp != null) {
      ServerSocketFactory sockets = sockets();
      Listening.on(tcp, address -> server.listenTcp(address, sockets));
    }
    if (udp != null) {
      Listening.on(udp, server::listenUdp);
    }
    return options.run(config, "syslog", sources, List.of(server), spec.commandLine().getErr());
  }

  private ServerSocketFactory sockets() {
    if (keystore == null) {
      return ServerSocketFactory.getDefault();
    }
    char[] password = System.getenv().getOrDefault("TODOKU_SYSLOG_TLS_PASSWORD", "").toCharArray();
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      return tls.getServerSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw Failure.of(e, "collect.keystore", keystore, String.valueOf(e.getMessage()));
    }
  }
}
