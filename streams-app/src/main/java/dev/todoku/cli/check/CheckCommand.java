package dev.todoku.cli.check;

import dev.todoku.cli.base.BlocklistOption;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.ResolverOption;
import dev.todoku.dns.CachingDns;
import dev.todoku.dns.DnsSettings;
import dev.todoku.dns.Ip;
import dev.todoku.dns.posture.Posture;
import dev.todoku.dns.posture.PostureFinding;
import dev.todoku.dns.posture.PostureRequest;
import dev.todoku.domaincheck.Checker;
import dev.todoku.domaincheck.DomainReport;
import dev.todoku.domaincheck.ReportJson;
import dev.todoku.schema.PostureFact.Level;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku check}. */
@Command(
    name = "check",
    description = {
      "Looks whether the sender's side is in order: mail servers, SPF, DKIM, DMARC, reverse names,"
          + " HELO and blocklists, each with the section that demands it and the record to publish.",
      "",
      "Needs no Kafka. Asks the resolvers of this machine, or those that you name."
    },
    exitCodeList = {
      "0:all in order, or only notes",
      "1:mail is refused or filtered for something",
      "2:wrong usage",
      "3:some receivers hold something against the mail",
      "4:the DNS did not answer everything; nothing worse was found"
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku check example.jp",
      "  todoku check example.jp --ip 192.0.2.1 --ip 2001:db8::1 --selector s1 --helo mail.example.jp",
      "  todoku check example.jp --json | jq '.findings[] | select(.level == \"ERROR\")'",
    })
public final class CheckCommand implements Callable<Integer> {
  private static final int BROKEN = 1;
  private static final int DOUBTFUL = 3;
  private static final int UNKNOWN = 4;

  @Parameters(paramLabel = "DOMAIN", description = "Domain of the header From.")
  private String domain;

  @Option(
      names = "--ip",
      paramLabel = "ADDRESS",
      description = "An address that sends for it. Repeatable.")
  private List<String> ips = List.of();

  @Option(
      names = "--selector",
      paramLabel = "NAME",
      description =
          "A DKIM selector in use (s= in DKIM-Signature). Repeatable. Default: usual ones.")
  private List<String> selectors = List.of();

  @Option(
      names = "--helo",
      paramLabel = "NAME",
      description = "What the sending servers call themselves.")
  private String helo;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "How long a resolver may take. Default: ${DEFAULT-VALUE} ms.")
  private int timeout;

  @Option(names = "--json", description = "Prints the report as a JSON object.")
  private boolean json;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the answer. Default: that of the locale.")
  private Language language;

  @Mixin private BlocklistOption blocklists;
  @Mixin private ResolverOption resolvers;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PostureRequest request = request();
    if (timeout < 1) {
      throw Failure.of("check.timeout", timeout);
    }
    DnsSettings settings =
        DnsSettings.of(resolvers.addresses()).withTimeout(Duration.ofMillis(timeout));
    DomainReport report = new Checker(CachingDns.over(settings), blocklists.load()).check(request);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ReportJson.of(report));
    } else {
      new DomainReportPrinter(
              out, spec.commandLine().getColorScheme().ansi(), Language.orOfUser(language))
          .print(report);
    }
    out.flush();
    return exit(report.findings());
  }

  private PostureRequest request() {
    String normal =
        Checker.domain(domain).orElseThrow(() -> Failure.ofUsage("check.domain", domain));
    return new PostureRequest(normal, ips.stream().map(CheckCommand::ip).toList(), selectors, helo);
  }

  private static Ip ip(String text) {
    return Ip.parse(text).orElseThrow(() -> Failure.of("check.ip", text));
  }

  private static int exit(List<PostureFinding> findings) {
    Level worst = Posture.worst(findings);
    return switch (worst) {
      case OK, NOTE -> 0;
      case UNKNOWN -> UNKNOWN;
      case WARNING -> DOUBTFUL;
      case ERROR -> BROKEN;
    };
  }
}
