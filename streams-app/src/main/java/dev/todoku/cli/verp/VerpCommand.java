package dev.todoku.cli.verp;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.evidence.VerpTokens;
import dev.todoku.schema.MessageId;
import dev.todoku.text.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku verp}. */
@Command(
    name = "verp",
    description = {
      "Makes envelope senders by which a bounce is proven, and checks them.",
      "",
      "Send each message to each recipient with an envelope sender of its own"
          + " (MAIL FROM, VERP), which only you can make. A bounce message that comes to it was"
          + " written by somebody who had received the message; forged ones have no effect. Needs"
          + " bounce.verp.secret as the pipeline has it: openssl rand -hex 32 makes one. Your mail"
          + " server must deliver bounce+ANYTHING to the mailbox of bounce (Postfix:"
          + " recipient_delimiter = +).",
      "",
      "宛先とメールごとに、自分だけが作れるエンベロープ送信者（VERP）を作り、確かめます。"
          + "そこへ届いたエラーメールは、そのメールを受け取ったサーバーが書いたものと分かり、偽造されたものは無視されます。"
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku verp -c todoku.properties --mailbox bounce@example.jp \\",
      "      alice@example.com 4714.7b1c@example.jp",
      "  todoku verp -c todoku.properties --mailbox bounce@example.jp - < recipients.tsv",
      "  todoku verp -c todoku.properties --check bounce+k7qm…@example.jp \\",
      "      alice@example.com 4714.7b1c@example.jp",
      "",
      "How it is made, to do the same in your application: the first 80 bits of",
      "HMAC-SHA-256(secret, recipient in lower case + line feed + Message-ID without",
      "brackets), in base32 (RFC 4648) in lower case, between \"+\" and \"@\".",
    })
public final class VerpCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RECIPIENT MESSAGE-ID",
      arity = "1..2",
      description = "The message; - for the standard input, both with a tab between them.")
  private List<String> message;

  @Option(
      names = "--mailbox",
      paramLabel = "ADDRESS",
      description = "The mailbox that bounces are to come to.")
  private String mailbox;

  @Option(
      names = "--check",
      paramLabel = "ADDRESS",
      description = "Says whether that address is the one of the message; 1 when it is not.")
  private String checked;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the answer. Default: that of the locale.")
  private Language language;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    VerpTokens tokens =
        options.load().verpSecret().map(VerpTokens::new).orElseThrow(this::noSecret);
    PrintWriter out = spec.commandLine().getOut();
    if (checked != null) {
      return check(tokens, out);
    }
    if (mailbox == null || mailbox.indexOf('@') < 1) {
      throw Failure.of("verp.mailbox");
    }
    if (message.equals(List.of("-"))) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          List<String> cells = List.of(line.strip().split("\t", -1));
          out.println(line.strip() + '\t' + addressOf(tokens, cells));
        }
      }
    } else {
      out.println(addressOf(tokens, message));
    }
    out.flush();
    return 0;
  }

  private String addressOf(VerpTokens tokens, List<String> recipientAndId) {
    requireBoth(recipientAndId);
    return tokens.addressOf(
        mailbox, recipientAndId.get(0), MessageId.normal(recipientAndId.get(1)));
  }

  private int check(VerpTokens tokens, PrintWriter out) {
    requireBoth(message);
    boolean isOurs = tokens.checks(checked, message.get(0), MessageId.normal(message.get(1)));
    out.println(
        isOurs
            ? said("It is the address of that message.", "このメールのアドレスです。")
            : said(
                "It is not: another secret, recipient or Message-ID.",
                "このメールのアドレスではありません。秘密、宛先、Message-ID のいずれかが違います。"));
    out.flush();
    return isOurs ? 0 : 1;
  }

  private void requireBoth(List<String> recipientAndId) {
    if (recipientAndId.size() != 2) {
      throw Failure.of("verp.both", String.join(" ", recipientAndId));
    }
  }

  private Failure noSecret() {
    return Failure.of("verp.noSecret");
  }

  private String said(String english, String japanese) {
    return Language.orOfUser(language) == Language.JA ? japanese : english;
  }
}
