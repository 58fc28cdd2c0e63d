package dev.todoku.simulate;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mail that goes out evenly for a part of the day.
 *
 * @param campaign null for none
 * @param begins minute of the day
 * @param ends minute of the day, not included
 * @param weight share of the day's mail, relative to the others
 */
record Mailing(
    String fromDomain,
    String mailStream,
    @Nullable String campaign,
    int begins,
    int ends,
    int weight,
    String subject) {
  private static final Pattern TIME = Pattern.compile("(\\d\\d):(\\d\\d)");

  static List<Mailing> load() {
    return Table.read(Mailing.class, "mailings.tsv").stream().map(Mailing::parse).toList();
  }

  /** Share of the day's mail that goes out in the given minute. */
  double weightIn(int minute) {
    return minute >= begins && minute < ends ? (double) weight / (ends - begins) : 0;
  }

  private static Mailing parse(Line line) {
    List<String> cells = line.cells(7);
    String campaign = cells.get(2);
    return new Mailing(
        cells.get(0),
        cells.get(1),
        campaign.equals("-") ? null : campaign,
        minute(line, cells.get(3)),
        minute(line, cells.get(4)),
        Integer.parseInt(cells.get(5)),
        cells.get(6));
  }

  private static int minute(Line line, String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw line.error("\"" + text + "\" is no time of the form hh:mm");
    }
    return Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
  }
}
