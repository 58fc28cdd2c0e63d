package dev.todoku.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void splitsAtLineFeedsAndDropsReturns() throws IOException {
    assertThat(read("a\r\n\nb\nc")).containsExactly("1 a", "2 ", "3 b", "4 c");
    assertThat(read("")).isEmpty();
  }

  @Test
  void cutsAndMarksWhatIsTooLong() throws IOException {
    assertThat(read("1234567890\n12345678901\nx\n"))
        .containsExactly("1 1234567890", "2 1234567890 too long", "3 x");
  }

  @Test
  void readsLinesAcrossItsBuffers() throws IOException {
    String longest = "x".repeat(200_000);
    String text = longest + "\r\n" + "y".repeat(65_535) + "\n" + longest + "x\nend";
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try (LineReader reader = new LineReader(in, 200_001)) {
      assertThat(reader.next()).hasSize(200_000);
      assertThat(reader.next()).hasSize(65_535);
      assertThat(reader.next()).hasSize(200_001);
      assertThat(reader.wasTooLong()).isFalse();
      assertThat(reader.next()).hasSize(3);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void holdsNoMoreOfALineThanAllowed() throws IOException {
    var in = new ByteArrayInputStream("x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
    try (LineReader reader = new LineReader(in, 70_000)) {
      assertThat(reader.next()).hasSize(70_000);
      assertThat(reader.wasTooLong()).isTrue();
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void keepsBytesThatAreNoText() throws IOException {
    byte[] line = {(byte) 0xff, 0, (byte) 0x80};
    try (LineReader reader = new LineReader(new ByteArrayInputStream(line), 10)) {
      assertThat(reader.next()).isEqualTo(line);
    }
  }

  private static List<String> read(String text) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    List<String> found = new ArrayList<>();
    try (LineReader reader = new LineReader(in, 10)) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        found.add(
            reader.number()
                + " "
                + new String(line, StandardCharsets.UTF_8)
                + (reader.wasTooLong() ? " too long" : ""));
      }
    }
    return found;
  }
}
