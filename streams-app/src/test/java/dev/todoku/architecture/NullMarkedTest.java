package dev.todoku.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which packages say of everything whether it may be null; the compiler holds them to it. */
class NullMarkedTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> LIBRARIES = Set.of("schemas", "base", "bounce", "detect", "dns");

  /** Of the application; only grows. */
  private static final List<String> MARKED =
      List.of(
          "app",
          "campaign",
          "cli",
          "cli/backtest",
          "cli/base",
          "cli/check",
          "cli/collect",
          "cli/demo",
          "cli/explain",
          "cli/facts",
          "cli/mcp",
          "cli/notify",
          "cli/parse",
          "cli/privacy",
          "cli/recipients",
          "cli/replay",
          "cli/report",
          "cli/reset",
          "cli/run",
          "cli/score",
          "cli/verp",
          "collect",
          "collect/imap",
          "collect/maildir",
          "collect/push",
          "config",
          "correlate",
          "dnsfacts",
          "dnsfeed",
          "domaincheck",
          "evidence",
          "hop",
          "intake",
          "intake/blastengine",
          "intake/bouncemail",
          "intake/brevo",
          "intake/cmc",
          "intake/event",
          "intake/exchange",
          "intake/exim",
          "intake/halon",
          "intake/haraka",
          "intake/kumomta",
          "intake/log",
          "intake/mailersend",
          "intake/mailgun",
          "intake/mailjet",
          "intake/mailtrap",
          "intake/mandrill",
          "intake/opensmtpd",
          "intake/postal",
          "intake/postmark",
          "intake/powermta",
          "intake/resend",
          "intake/sender",
          "intake/sender/json",
          "intake/sendgrid",
          "intake/sendmail",
          "intake/ses",
          "intake/sparkpost",
          "intake/stalwart",
          "intake/webhook",
          "kafka",
          "logging",
          "mailindex",
          "message",
          "metrics",
          "notify",
          "privacy",
          "query",
          "readmodel",
          "remedy",
          "senders",
          "simulate",
          "text",
          "topology",
          "unmatched",
          "watermark",
          "wire");

  @Test
  void allPackagesOfTheLibrariesAre() throws IOException {
    Set<String> unmarked = new TreeSet<>();
    for (Path file : Sources.files()) {
      Path module = ROOT.relativize(file.toAbsolutePath().normalize());
      if (LIBRARIES.contains(module.getName(0).toString()) && !isMarked(file.getParent())) {
        unmarked.add(file.getParent().toString());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void thoseOfTheApplicationThatWereOnceStayIt() throws IOException {
    Path sources = ROOT.resolve("streams-app/src/main/java/dev/todoku");
    for (String name : MARKED) {
      assertThat(isMarked(sources.resolve(name))).as(name).isTrue();
    }
  }

  private static boolean isMarked(Path folder) throws IOException {
    Path file = folder.resolve("package-info.java");
    return Files.exists(file) && Files.readString(file).contains("\n@NullMarked\npackage ");
  }
}
