package dev.todoku.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Postfix of the machine's own package on loopback, with queue and log in a directory. */
public final class RealPostfix implements AutoCloseable {
  private static final Path POSTFIX = Path.of("/usr/sbin/postfix");

  private static final List<String> SERVICES =
      List.of(
          "pickup unix n - n 60 1 pickup",
          "cleanup unix n - n - 0 cleanup",
          // What was being delivered at a reload lies in the incoming queue, which is looked
          // through when the queue manager is woken.
          "qmgr unix n - n 1 1 qmgr",
          "rewrite unix - - n - - trivial-rewrite",
          "bounce unix - - n - 0 bounce",
          "defer unix - - n - 0 bounce",
          "trace unix - - n - 0 bounce",
          "proxymap unix - - n - - proxymap",
          "smtp unix - - n - - smtp",
          "lmtp unix - - n - 10 lmtp",
          "error unix - - n - - error",
          "retry unix - - n - - error",
          "discard unix - - n - - discard",
          "anvil unix - - n - 1 anvil",
          "scache unix - - n - 1 scache",
          "postlog unix-dgram n - n - 1 postlogd");

  private final Path directory;
  private final InetSocketAddress address;
  private final List<String> settings = new ArrayList<>();
  private final List<String> services = new ArrayList<>(SERVICES);
  private boolean isStarted;

  /**
   * Nothing runs yet. The test is skipped where there is no Postfix.
   *
   * @param directory for all that it writes; others can look into it
   * @param host its name
   */
  public RealPostfix(Path directory, String host) throws IOException {
    assumeTrue(Files.isExecutable(POSTFIX), "Postfix is not installed: not tried");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "Postfix is started by root: not tried");
    this.directory = directory;
    this.address = freeAddress("127.0.0.1");
    services.add(0, address.getHostString() + ':' + address.getPort() + " inet n - n - - smtpd");
    settings.addAll(
        List.of(
            "compatibility_level = 3.6",
            "queue_directory = " + directory.resolve("spool"),
            "data_directory = " + directory.resolve("data"),
            "command_directory = /usr/sbin",
            "daemon_directory = /usr/lib/postfix/sbin",
            "mail_owner = postfix",
            "setgid_group = postdrop",
            "myhostname = " + host,
            "mydestination =",
            "inet_interfaces = 127.0.0.1",
            "inet_protocols = ipv4",
            "mynetworks = 127.0.0.0/8",
            "alias_maps =",
            "smtpd_relay_restrictions = permit_mynetworks, reject",
            "smtp_dns_support_level = disabled",
            "smtp_host_lookup = native",
            "transport_maps = texthash:" + directory.resolve("etc/transport"),
            "maillog_file = " + log(),
            "maillog_file_prefixes = " + directory.getParent() + ", /var",
            "enable_long_queue_ids = yes",
            "minimal_backoff_time = 1s",
            "maximal_backoff_time = 2s",
            "queue_run_delay = 1s",
            // A delivery that a reload ends would otherwise stop its whole transport for a minute.
            "transport_retry_time = 1s",
            "service_throttle_time = 1s"));
  }

  /** An address on which nothing listens. */
  public static InetSocketAddress freeAddress(String ip) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ip))) {
      return new InetSocketAddress(ip, socket.getLocalPort());
    }
  }

  /** Adds settings of main.cf. */
  public RealPostfix with(String... more) {
    settings.addAll(List.of(more));
    return this;
  }

  /** Adds a service of master.cf. */
  public RealPostfix service(String service) {
    services.add(service);
    return this;
  }

  /** Starts it; mail for {@code routes}, lines of a transport table, goes where they say. */
  public RealPostfix start(String... routes) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path etc = Files.createDirectories(directory.resolve("etc"));
    Files.createDirectories(directory.resolve("spool"));
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.setOwner(
        data,
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
    Files.write(etc.resolve("transport"), List.of(routes));
    Files.write(etc.resolve("main.cf"), settings);
    Files.write(etc.resolve("master.cf"), services);
    run("start");
    isStarted = true;
    return this;
  }

  /** Gives mail up that is older than a second, as if days had passed. */
  public void expire() throws IOException {
    Files.write(
        directory.resolve("etc/main.cf"),
        Stream.concat(
                settings.stream(),
                Stream.of("maximal_queue_lifetime = 1s", "bounce_queue_lifetime = 1s"))
            .toList());
    run("reload");
    run("flush");
  }

  /** Where it takes mail. */
  public InetSocketAddress address() {
    return address;
  }

  /** What it logs. */
  public Path log() {
    return directory.resolve("mail.log");
  }

  /** How many mails it has, bounce messages included. */
  public long queued() throws IOException {
    long queued = 0;
    for (String queue : List.of("active", "deferred", "incoming", "maildrop")) {
      Path folder = directory.resolve("spool").resolve(queue);
      try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
        queued += files.filter(Files::isRegularFile).count();
      }
    }
    return queued;
  }

  private void run(String command) throws IOException {
    Path said = directory.resolve("postfix-" + command);
    Process process =
        new ProcessBuilder(POSTFIX.toString(), "-c", directory.resolve("etc").toString(), command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int exit = process.onExit().join().exitValue();
    String logged = Files.exists(log()) ? Files.readString(log()) : "";
    assertThat(exit).as(command + ": " + Files.readString(said) + logged).isZero();
  }

  @Override
  public void close() throws IOException {
    if (isStarted) {
      run("stop");
    }
  }
}
