package dev.todoku.bounce.aggregate;

import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.DmarcReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Finds the reports in a file that came by mail. */
public final class AggregateReports {
  private AggregateReports() {}

  /**
   * The reports in {@code file}: XML or JSON, as it stands or in a gzip or zip file.
   *
   * @param receivedAt when it came, in ms; used where a report gives no credible time
   * @return none when it is a file of another kind
   * @throws UnreadableReport when it is a report that cannot be read
   */
  public static List<? extends AggregateReport> in(byte[] file, long receivedAt)
      throws UnreadableReport {
    try (InputStream content = new BufferedInputStream(Unpacked.of(file))) {
      return switch (firstLetter(content)) {
        case '<' -> {
          DmarcReport report = DmarcReader.read(content, receivedAt);
          yield report == null ? List.of() : List.of(report);
        }
        case '{' -> TlsReader.read(content, receivedAt);
        default -> List.of();
      };
    } catch (IOException broken) {
      throw new UnreadableReport("a packed file that cannot be read: " + broken.getMessage());
    }
  }

  /** The first byte behind white space and a byte order mark, which stays to be read. */
  private static int firstLetter(InputStream content) throws IOException {
    while (true) {
      content.mark(1);
      int next = content.read();
      if (next < 0 || (next > ' ' && next != 0xEF && next != 0xBB && next != 0xBF)) {
        content.reset();
        return next;
      }
    }
  }
}
