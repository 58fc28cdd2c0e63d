package dev.todoku.cli.parse;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.sender.json.ReadRecord;
import dev.todoku.intake.sender.json.RecordReader;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file with what a mail service posted.
 *
 * @param name how the file is called in messages
 */
record SenderReports(String name, WebhookFormat format, List<ReadRecord> records) {
  private static final int LARGEST = 256 * 1024 * 1024;

  /**
   * The reports in a file; empty when it is none of a known service by its shape.
   *
   * @param format by which to read it whatever its shape, null to look at the shape
   */
  static Optional<SenderReports> of(Input input, @Nullable WebhookFormat format) {
    if (format == null && (input.isStandardInput() || !mayBe(input))) {
      return Optional.empty();
    }
    byte[] body = bytes(input, LARGEST);
    Optional<WebhookFormat> found =
        format == null ? RecordReader.formatOf(body, WebhookFormats.ALL) : Optional.of(format);
    return found.map(
        one -> new SenderReports(input.name(), one, RecordReader.read(one, body, Map.of())));
  }

  /** Bodies begin with a bracket, or with the name of a form's field and its text. */
  private static boolean mayBe(Input input) {
    String head = new String(bytes(input, 512), StandardCharsets.UTF_8);
    String begin = head.replace("\ufeff", "").stripLeading();
    return begin.startsWith("{") || begin.startsWith("[") || begin.matches("(?s)[\\w.-]+=\\S*.*");
  }

  private static byte[] bytes(Input input, int most) {
    try (InputStream in = input.open(new ByteCounter())) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
  }
}
