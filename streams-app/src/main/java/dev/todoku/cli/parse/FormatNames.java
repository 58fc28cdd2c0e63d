package dev.todoku.cli.parse;

import dev.todoku.intake.LogFormats;
import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The formats that {@code --as} takes: Postfix's, and all that stand in the lists of formats. */
final class FormatNames implements Iterable<String> {
  static final String POSTFIX = "postfix";

  static List<String> all() {
    Stream<String> logs = LogFormats.all().stream().map(LogFormat::name);
    Stream<String> services = WebhookFormats.ALL.stream().map(WebhookFormat::name);
    return Stream.concat(Stream.of(POSTFIX), Stream.concat(logs, services).distinct().sorted())
        .toList();
  }

  @Override
  public Iterator<String> iterator() {
    return all().iterator();
  }
}
