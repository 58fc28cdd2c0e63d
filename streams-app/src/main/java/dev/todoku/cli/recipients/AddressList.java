package dev.todoku.cli.recipients;

import dev.todoku.intake.log.CsvLine;
import dev.todoku.mailindex.SuppressedAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of addresses: CSV with names of columns, or one address a line. Pure. */
final class AddressList {
  private static final Set<String> ADDRESS_NAMES =
      Set.of("recipient", "email", "address", "emailaddress", "email address");
  private static final Set<String> WHY_NAMES =
      Set.of("why", "reason", "note", "error", "description", "suppressionreason");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private AddressList() {}

  /**
   * An address of the file.
   *
   * @param why null where the file does not say
   * @param streams the mail streams that are meant; empty for all mail
   */
  record Row(String recipient, @Nullable String why, List<String> streams) {}

  /** The addresses of a file, in its order. */
  static List<Row> read(String text) {
    List<String> lines =
        text.replace(BYTE_ORDER_MARK, "").lines().filter(line -> !line.isBlank()).toList();
    List<Row> rows = new ArrayList<>();
    if (lines.isEmpty()) {
      return rows;
    }
    List<String> names =
        CsvLine.cells(lines.get(0)).stream().map(n -> n.strip().toLowerCase(Locale.ROOT)).toList();
    int address = indexOf(names, ADDRESS_NAMES);
    int why = address < 0 ? -1 : indexOf(names, WHY_NAMES);
    int streams = address < 0 ? -1 : names.indexOf(SuppressedAddress.STREAMS_COLUMN);
    for (String line : address < 0 ? lines : lines.subList(1, lines.size())) {
      List<String> cells = CsvLine.cells(line);
      String recipient = cell(cells, Math.max(0, address));
      if (recipient != null && recipient.indexOf('@') > 0) {
        rows.add(
            new Row(recipient, cell(cells, why), SuppressedAddress.streams(cell(cells, streams))));
      }
    }
    return rows;
  }

  private static int indexOf(List<String> names, Set<String> wanted) {
    for (int i = 0; i < names.size(); i++) {
      if (wanted.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String cell(List<String> cells, int index) {
    return index < 0 || index >= cells.size() || cells.get(index).isBlank()
        ? null
        : cells.get(index).strip();
  }
}
