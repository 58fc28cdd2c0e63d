package dev.todoku.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which settings of two instances differ, without their values: some are secret. A short text with
 * eight hexadecimal digits for each key.
 *
 * @param digests by key
 */
public record SettingsFingerprint(SortedMap<String, String> digests) {
  private static final int DIGEST_BYTES = 4;

  /** The fingerprint of {@code settings}, by key. */
  public static SettingsFingerprint of(Map<String, String> settings) {
    SortedMap<String, String> digests = new TreeMap<>();
    settings.forEach((key, value) -> digests.put(key, digest(value)));
    return new SettingsFingerprint(digests);
  }

  /** Reads what {@link #text} wrote; what is not a key with a digest is left out. */
  public static SettingsFingerprint parse(String text) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String part : text.split(" ", -1)) {
      int end = part.indexOf('=');
      if (end > 0) {
        digests.put(part.substring(0, end), part.substring(end + 1));
      }
    }
    return new SettingsFingerprint(digests);
  }

  /** One line. */
  public String text() {
    return digests.entrySet().stream()
        .map(entry -> entry.getKey() + '=' + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /** The keys that differ, or that only one of the two knows, in order. */
  public List<String> differences(SettingsFingerprint other) {
    TreeMap<String, String> all = new TreeMap<>(other.digests);
    all.putAll(digests);
    List<String> different = new ArrayList<>(all.keySet());
    different.removeIf(
        key -> digests.containsKey(key) && digests.get(key).equals(other.digests.get(key)));
    return different;
  }

  private static String digest(String value) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
