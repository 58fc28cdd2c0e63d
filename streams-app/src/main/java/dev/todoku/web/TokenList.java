package dev.todoku.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tokens with names and roles: a line each with a name, roles separated by commas, and the SHA-256
 * of the token. A file that somebody reads gives no token away. Pure.
 */
final class TokenList {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String COMMENT = "#";

  private final Map<String, AccessToken> byHash;

  private TokenList(Map<String, AccessToken> byHash) {
    this.byHash = byHash;
  }

  /**
   * The tokens of a file.
   *
   * @throws IllegalArgumentException when a line is not understood; names its number
   */
  static TokenList of(List<String> lines) {
    Map<String, AccessToken> byHash = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith(COMMENT)) {
        AccessToken token = token(line, i + 1);
        byHash.put(token.hash(), token);
      }
    }
    return new TokenList(byHash);
  }

  private static AccessToken token(String line, int number) {
    String[] parts = BLANKS.split(line, -1);
    if (parts.length != 3 || !HASH.matcher(parts[2]).matches()) {
      throw new IllegalArgumentException(
          "line " + number + ": a name, roles and the SHA-256 of the token are expected");
    }
    try {
      Set<AccessRole> roles = AccessRole.ofPeople(List.of(parts[1].split(",", -1)));
      return new AccessToken(parts[0], parts[2], roles);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whose token it is. It is looked up by its hash: how long that takes says nothing of the tokens.
   */
  Optional<AccessToken> find(String token) {
    return ofHash(hash(token));
  }

  Optional<AccessToken> ofHash(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  static String hash(String token) {
    try {
      byte[] text = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** All roles, for the token that all instances have. */
  static AccessToken master(String token) {
    return new AccessToken(
        "http.token", hash(token), EnumSet.copyOf(Arrays.asList(AccessRole.values())));
  }
}
