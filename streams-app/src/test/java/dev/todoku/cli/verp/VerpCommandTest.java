package dev.todoku.cli.verp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerpCommandTest {
  private static final String[] SECRET = {
    "-D", "bounce.verp.secret=0123456789abcdef0123456789abcdef", "--lang", "en"
  };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void makesTheAddressThatItChecks() {
    assertThat(run("--mailbox", "bounce@shop.example", "a@docomo.ne.jp", "<m1@shop.example>"))
        .isZero();
    String address = out.toString().strip();
    assertThat(address).matches("bounce\\+[a-z2-7]{16}@shop\\.example");

    assertThat(run("--check", address, "a@docomo.ne.jp", "m1@shop.example")).isZero();
    assertThat(run("--check", address, "b@docomo.ne.jp", "m1@shop.example")).isEqualTo(1);
  }

  @Test
  void aMessageWithoutMessageIdIsAFailure() {
    assertThat(run("--mailbox", "bounce@shop.example", "a@docomo.ne.jp")).isNotZero();
    assertThat(err.toString()).contains("a recipient and a Message-ID are needed");
  }

  @Test
  void withoutASecretNothingIsMade() {
    int code =
        commandLine()
            .execute("--lang", "en", "--mailbox", "b@shop.example", "a@docomo.ne.jp", "m1@x.test");
    assertThat(code).isNotZero();
    assertThat(err.toString()).contains("bounce.verp.secret is not set");
  }

  private int run(String... arguments) {
    String[] all = new String[SECRET.length + arguments.length];
    System.arraycopy(SECRET, 0, all, 0, SECRET.length);
    System.arraycopy(arguments, 0, all, SECRET.length, arguments.length);
    return commandLine().execute(all);
  }

  private CommandLine commandLine() {
    return new CommandLine(new VerpCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
