package dev.todoku.intake.exim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.MessageAssembler;
import dev.todoku.intake.log.OpenMessage;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.smtp.SmtpSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exim of Debian sends to a sink that accepts, refuses and defers: its log says what that did. */
class RealEximTest {
  /** Debian lets only one mail server be installed: one that is only unpacked does as well. */
  private static final Path EXIM =
      Path.of(System.getenv().getOrDefault("TODOKU_EXIM", "/usr/sbin/exim4"));

  private static final Map<String, String> ANSWERS =
      Map.of(
          "nobody", "550 5.1.1 User unknown, said \"the\\sink\"",
          "full", "452 4.2.2 Mailbox full",
          "multi", "550-5.7.1 Refused:\r\n550 5.7.1 see http://sink.example/a");

  private static final String CONFIGURATION =
      """
      exim_path = PROGRAM
      deliver_drop_privilege = true
      primary_hostname = mx1.shop.example
      spool_directory = DIR/spool
      log_file_path = DIR/log/%slog
      log_selector = SELECTOR
      timezone = UTC
      log_timezone = ZONED
      exim_user = USER
      exim_group = GROUP
      never_users =
      trusted_users = USER
      local_interfaces = <; 127.0.0.1
      keep_environment =
      begin acl
      begin routers
      nowhere:
        driver = redirect
        domains = nowhere.example
        data = :fail: Unrouteable address
        allow_fail
      sink:
        driver = manualroute
        route_list = * 127.0.0.1 byname
        self = send
        transport = sink
      begin transports
      sink:
        driver = smtp
        port = PORT
        allow_localhost
        hosts_avoid_tls = *
      begin retry
      * * F,1h,1m
      """;

  @TempDir private Path dir;

  /** Exim never delivers as root. */
  private String user;

  private String group;

  @Test
  void itsLogSaysWhatTheSinkDid() throws IOException, InterruptedException {
    List<Reported> reports = send("+received_recipients +millisec +pid", true);
    assertThat(reports.stream().filter(report -> report.kind() == ReportedKind.SENT))
        .hasSize(5)
        .allSatisfy(report -> assertThat(report.messageId()).contains("real-1@shop.example"));
  }

  @Test
  void soDoesTheLogOfDebiansOwnSettings() throws IOException, InterruptedException {
    send("+smtp_confirmation", false);
  }

  /** Sends a message to five recipients and compares what the log says with what the sink did. */
  private List<Reported> send(String selector, boolean isZoned)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(EXIM), "no Exim here: apt install exim4-daemon-light");
    boolean isRoot = System.getProperty("user.name").equals("root");
    user = isRoot ? "nobody" : System.getProperty("user.name");
    group = run("id", "-gn", user).strip();
    for (Path path : List.of(dir, dir.resolve("spool"), dir.resolve("log"))) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    try (SmtpSink sink = new SmtpSink(ANSWERS)) {
      Path configuration = configuration(selector, isZoned, sink.port());
      deliver(configuration);
      List<Reported> reports = read(dir.resolve("log/mainlog"));
      // Exim's own bounce message goes to the sender, and is no event.
      assertThat(sink.accepted()).containsExactly("ann@mail.example", "app@shop.example");
      assertThat(sink.refused()).hasSize(3);
      assertThat(reports.stream().filter(report -> report.kind() != ReportedKind.SENT))
          .extracting(
              Reported::kind,
              report -> report.recipient().orElse(null),
              Reported::code,
              report -> report.status().orElse(null),
              report -> report.permanent().orElse(null))
          .containsExactlyInAnyOrder(
              tuple(ReportedKind.DELIVERED, "ann@mail.example", Optional.of(250), "2.0.0", null),
              tuple(ReportedKind.BOUNCED, "nobody@mail.example", Optional.of(550), "5.1.1", true),
              tuple(ReportedKind.BOUNCED, "multi@mail.example", Optional.of(550), "5.7.1", true),
              tuple(ReportedKind.DEFERRED, "full@mail.example", Optional.of(452), "4.2.2", false),
              tuple(ReportedKind.BOUNCED, "x@nowhere.example", Optional.empty(), null, true));
      assertThat(reports)
          .filteredOn(report -> report.kind() != ReportedKind.SENT)
          .allSatisfy(report -> assertThat(report.messageId()).contains("real-1@shop.example"));
      assertThat(replies(reports))
          .containsEntry("ann@mail.example", "250 2.0.0 Ok: queued as SINK01")
          .containsEntry("nobody@mail.example", ANSWERS.get("nobody"))
          .containsEntry("multi@mail.example", ANSWERS.get("multi").replace("\r", ""))
          .containsEntry("full@mail.example", ANSWERS.get("full"));
      return reports;
    }
  }

  private Path configuration(String selector, boolean isZoned, int port) throws IOException {
    Path file = dir.resolve("exim.conf");
    Files.writeString(
        file,
        CONFIGURATION
            .replace("DIR", dir.toString())
            .replace("SELECTOR", selector)
            .replace("ZONED", String.valueOf(isZoned))
            .replace("PROGRAM", EXIM.toString())
            .replace("USER", user)
            .replace("GROUP", group)
            .replace("PORT", String.valueOf(port)));
    return file;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return out;
  }

  /** In the foreground: when this returns, every recipient has been tried. */
  private static void deliver(Path configuration) throws IOException, InterruptedException {
    Process exim =
        new ProcessBuilder(
                EXIM.toString(),
                "-C",
                configuration.toString(),
                "-odf",
                "-i",
                "-f",
                "app@shop.example",
                "ann@mail.example",
                "nobody@mail.example",
                "multi@mail.example",
                "full@mail.example",
                "x@nowhere.example")
            .redirectErrorStream(true)
            .start();
    try (var in = exim.getOutputStream()) {
      in.write(
          "From: app@shop.example\nMessage-ID: <real-1@shop.example>\nSubject: for \"you\"\n\nHello\n"
              .getBytes(UTF_8));
    }
    String out = new String(exim.getInputStream().readAllBytes(), UTF_8);
    assertThat(exim.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(exim.exitValue()).as(out).isZero();
  }

  private static List<Reported> read(Path log) throws IOException {
    LineParser parser = new EximLog().parser(ZoneOffset.UTC);
    MessageAssembler assembler = MessageAssembler.atOnce(true);
    Map<String, OpenMessage> open = new HashMap<>();
    List<Reported> reports = new ArrayList<>();
    int index = 0;
    for (String line : Files.readAllLines(log)) {
      LineResult result = parser.parse(line, index++, System.currentTimeMillis());
      assertThat(result).as(line).isNotInstanceOf(LineResult.Unreadable.class);
      if (result instanceof LineResult.Read read) {
        for (LogEntry entry : read.entries()) {
          var assembled = assembler.take(open.getOrDefault(entry.id(), OpenMessage.UNKNOWN), entry);
          open.put(entry.id(), assembled.next());
          reports.addAll(assembled.reports());
        }
      }
    }
    return reports;
  }

  private static Map<String, String> replies(List<Reported> reports) {
    Map<String, String> replies = new HashMap<>();
    reports.stream()
        .filter(report -> report.reply().isPresent())
        .forEach(report -> replies.put(report.recipient().get(), report.reply().get()));
    return replies;
  }
}
