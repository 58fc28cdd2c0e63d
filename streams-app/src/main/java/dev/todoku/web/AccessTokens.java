package dev.todoku.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of the configuration and those of a file, which is read again when it has changed: a
 * token is given and taken without a restart. A file that cannot be read leaves what was known.
 */
final class AccessTokens {
  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

  private final Optional<AccessToken> master;
  private final Optional<Path> file;
  private final LongSupplier nanos;
  private TokenList list = TokenList.of(List.of());
  private FileTime read = FileTime.fromMillis(0);
  private long lookedAt;

  /**
   * Tokens.
   *
   * @param token of the configuration, which may do everything
   * @param file of further tokens
   * @param nanos a clock that only goes forward
   * @throws IllegalArgumentException when the file cannot be read or understood
   */
  AccessTokens(Optional<String> token, Optional<Path> file, LongSupplier nanos) {
    this.master = token.map(TokenList::master);
    this.file = file;
    this.nanos = nanos;
    lookedAt = nanos.getAsLong();
    if (file.isPresent()) {
      try {
        read(file.orElseThrow());
      } catch (IOException e) {
        throw new IllegalArgumentException("cannot read " + file.orElseThrow(), e);
      }
    }
  }

  /** Whether nobody needs a token. */
  boolean areNone() {
    return master.isEmpty();
  }

  /** Whose token it is; empty when it is nobody's. */
  Optional<AccessToken> find(String token) {
    return ofHash(TokenList.hash(token));
  }

  /** Whose token has this SHA-256; empty when it is nobody's any more. */
  synchronized Optional<AccessToken> ofHash(String hash) {
    look();
    return master.filter(token -> token.hash().equals(hash)).or(() -> list.ofHash(hash));
  }

  private void look() {
    if (file.isEmpty() || nanos.getAsLong() - lookedAt < LOOK_EVERY_NANOS) {
      return;
    }
    lookedAt = nanos.getAsLong();
    Path tokens = file.orElseThrow();
    try {
      if (!Files.getLastModifiedTime(tokens).equals(read)) {
        read(tokens);
        LOG.info("read the tokens of {} again", tokens);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("the tokens of {} stay as they were: {}", tokens, e.getMessage());
    }
  }

  private void read(Path tokens) throws IOException {
    FileTime modified = Files.getLastModifiedTime(tokens);
    list = TokenList.of(Files.readAllLines(tokens));
    read = modified;
  }
}
