package dev.todoku.cli.base;

import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import dev.todoku.text.Translated;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options or parameters that do not go together, or a value out of bounds: see the help. */
public final class WrongUsage extends ParameterException implements Translated {
  private static final long serialVersionUID = 1L;

  private final transient ErrorText text;

  /** The text of {@code key}. */
  public WrongUsage(CommandSpec command, String key, Object... arguments) {
    this(command, ErrorText.of(key, arguments));
  }

  private WrongUsage(CommandSpec command, ErrorText text) {
    super(command.commandLine(), text.in(Language.EN));
    this.text = text;
  }

  @Override
  public ErrorText text() {
    return text;
  }
}
