package dev.todoku.cli.parse;

import dev.todoku.hop.HopSettings;
import java.util.List;
import picocli.CommandLine.Option;

/** What the operator says of hops. */
final class HopOptions {
  @Option(
      names = "--own",
      split = ",",
      paramLabel = "HOST|NET",
      description =
          "Logs: names, addresses or networks of your own filters and servers, with or without"
              + " :port. Most are found without it.")
  private List<String> own = List.of();

  @Option(
      names = "--relay",
      split = ",",
      paramLabel = "HOST|NET",
      description = "Logs: smarthosts and sending services that take your mail to pass it on.")
  private List<String> relays = List.of();

  @Option(
      names = "--provider",
      split = ",",
      paramLabel = "HOST|NET",
      description = "Logs: servers that are the recipient's, whatever they look like.")
  private List<String> providers = List.of();

  HopSettings settings() {
    return new HopSettings(own, relays, providers);
  }
}
