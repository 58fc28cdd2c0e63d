package dev.todoku.cli.mcp;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.HttpInstanceClient;
import dev.todoku.cli.base.InstanceClient;
import dev.todoku.config.TodokuConfig;
import dev.todoku.text.JarVersion;
import dev.todoku.text.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku mcp}. */
@Command(
    name = "mcp",
    description = {
      "Answers an assistant's questions in the Model Context Protocol, on standard input and"
          + " output, and changes nothing.",
      "",
      "Asks a running instance: that of the configuration, or the one of --url, with http.token."
          + " A token with the role read is enough."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku mcp --url https://todoku.example.org",
      "  echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}' | todoku mcp",
    })
public final class McpCommand implements Callable<Integer> {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the page of an instance is. Default: as the configuration says.")
  private String url;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    TodokuConfig config = options.load();
    InstanceClient instance = HttpInstanceClient.of(config, url, CONNECT, Language.EN);
    McpSession session = new McpSession(instance, JarVersion.find().orElse("unknown"));
    PrintWriter out = spec.commandLine().getOut();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        session
            .answer(line)
            .ifPresent(
                answer -> {
                  out.print(answer + '\n');
                  out.flush();
                });
      }
    }
    return 0;
  }
}
