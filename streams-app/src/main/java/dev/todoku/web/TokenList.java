package dev.todoku.web;

import dev.todoku.schema.Address;
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
import java.util.stream.Collectors;

/**
 * Tokens with names and roles: a line each with a name, roles separated by commas, the SHA-256 of
 * the token, and perhaps From domains separated by commas, to see the mail of these alone. A file
 * that somebody reads gives no token away. Pure.
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
    boolean isOfDomains = parts.length == 4;
    if ((parts.length != 3 && !isOfDomains) || !HASH.matcher(parts[2]).matches()) {
      throw new IllegalArgumentException(
          "line " + number + ": a name, roles and the SHA-256 of the token are expected");
    }
    try {
      Set<AccessRole> roles = AccessRole.ofPeople(List.of(parts[1].split(",", -1)));
      if (isOfDomains && !roles.equals(EnumSet.of(AccessRole.READ))) {
        throw new IllegalArgumentException("a token for some From domains may only read");
      }
      return new AccessToken(
          parts[0], parts[2], roles, isOfDomains ? domains(parts[3]) : FromDomains.ALL);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
    }
  }

  private static FromDomains domains(String text) {
    return new FromDomains(
        Arrays.stream(text.split(",", -1))
            .map(Address::normalDomain)
            .collect(Collectors.toUnmodifiableSet()));
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
        "http.token",
        hash(token),
        EnumSet.copyOf(Arrays.asList(AccessRole.values())),
        FromDomains.ALL);
  }
}
