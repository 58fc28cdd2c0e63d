package dev.todoku.bench;

import java.util.Locale;

/** Results for people, in Markdown. */
final class MarkdownTable {
  private static final String MESSAGES_STORE = "messages";

  private MarkdownTable() {}

  static String of(Machine machine, Results results) {
    StringBuilder text = new StringBuilder();
    text.append(machine.inOneLine()).append("\n\n");
    text.append(
        "| contender | open messages | messages/CPU s | messages/s | s | CPU s | broker CPU s"
            + " | state B/message | of it `messages` | changelog records/send | of it `messages` | wrong |\n");
    text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    results.rounds().forEach(round -> text.append(row(round)));
    text.append("\n| ratio | of messages/CPU s | of messages/s |\n|---|--:|--:|\n");
    results.ratios().forEach(ratio -> text.append(row(ratio)));
    return text.toString();
  }

  private static String row(Results.Ratio ratio) {
    return String.format(
        Locale.ROOT, "| %s | %.2f | %.2f |%n", ratio.what(), ratio.byCpu(), ratio.bySeconds());
  }

  private static String row(RoundFigures round) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %,.0f | %.1f | %.1f | %.1f | %.0f | %.0f | %.2f | %.2f | %d |%n",
        round.contender(),
        round.open(),
        round.messagesPerCpuSecond(),
        round.messagesPerSecond(),
        round.seconds(),
        round.cpuSeconds(),
        round.brokerCpuSeconds(),
        round.stateBytesPerMessage(),
        round.bytesPerMessage(MESSAGES_STORE),
        round.changelogRecordsPerSend(),
        round.changelogRecordsPerSend(MESSAGES_STORE),
        round.wrong());
  }
}
