package dev.todoku.cli.explain;

import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.todoku.cli.base.Failure;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.History;
import dev.todoku.explain.Knowledge;
import dev.todoku.schema.Address;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code todoku explain} asks an instance before it reads topics. */
class ExplainOfInstanceTest {
  private static final String NO_KAFKA = "127.0.0.1:1";

  private final List<URI> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer instance;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    instance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    instance.createContext(
        "/api/explain",
        exchange -> {
          asked.add(exchange.getRequestURI());
          byte[] body = (status == 200 ? answer() : "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    instance.start();
  }

  @AfterEach
  void stop() {
    instance.stop(0);
  }

  @Test
  void printsWhatTheInstanceOfTheUrlAnswersWithoutKafka() {
    assertThat(explain("--url", url() + "/", "-b", NO_KAFKA, "--lang", "en", "--last", "2"))
        .isZero();
    assertThat(out.toString())
        .startsWith("m -> alice@docomo.test")
        .contains("refused for good: no such user");
    assertThat(asked).singleElement().asString().contains("q=alice%40docomo.test", "limit=2");
  }

  @Test
  void asksTheInstanceOfTheConfigurationWhereNoOptionNamesAKafka() {
    String port = String.valueOf(instance.getAddress().getPort());
    assertThat(explain("-D", "http.host=127.0.0.1", "-D", "http.port=" + port, "--json")).isZero();
    assertThat(out.toString()).startsWith("{\"query\":\"m\"");
    assertThat(asked).hasSize(1);
  }

  @Test
  void anInstanceThatIsNamedAndDoesNotKnowIsTheAnswer() {
    status = 404;
    assertThat(explain("--url", url(), "-b", NO_KAFKA)).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
  }

  private String url() {
    return "http://127.0.0.1:" + instance.getAddress().getPort();
  }

  private static String answer() {
    Outcome outcome = outcome("m").bounced(Reason.USER_UNKNOWN, 1);
    Explainer explainer = new Explainer(Address.DEFAULT, Knowledge.load());
    return ExplainProbe.json(
        new Explanation(
            "m",
            null,
            List.of(explainer.message(new History(List.of(outcome), 0), "m", outcome.recipient()))),
        "en");
  }

  private int explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("alice@docomo.test");
    return new CommandLine(new ExplainCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (problem, line, parsed) -> {
              line.getErr().println(problem.getMessage());
              return problem instanceof Failure ? 1 : 3;
            })
        .execute(all.toArray(String[]::new));
  }
}
