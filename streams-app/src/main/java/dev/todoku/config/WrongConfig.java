package dev.todoku.config;

import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import dev.todoku.text.Translated;
import org.apache.kafka.common.config.ConfigException;

/** A configuration that cannot be used. The text is one line that names the key. */
public final class WrongConfig extends ConfigException implements Translated {
  private static final long serialVersionUID = 1L;

  private final transient ErrorText text;

  /** The text of {@code key}, which is that of a text and not of a setting. */
  public WrongConfig(String key, Object... arguments) {
    this(ErrorText.of(key, arguments));
  }

  private WrongConfig(ErrorText text) {
    super(text.in(Language.EN));
    this.text = text;
  }

  @Override
  public ErrorText text() {
    return text;
  }
}
