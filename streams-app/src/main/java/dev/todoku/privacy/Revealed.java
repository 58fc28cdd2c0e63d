package dev.todoku.privacy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Whoever asks with the address may read it: it stands again where its pseudonym stood. */
public final class Revealed {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Revealed() {}

  /**
   * A record with the pseudonym of one address replaced by it.
   *
   * @param json a record of the contract, null for none
   * @param address in normal form
   */
  public static byte @Nullable [] of(
      byte @Nullable [] json, String address, Pseudonyms pseudonyms) {
    if (json == null) {
      return null;
    }
    String quoted = JSON.writeValueAsString(address);
    return new String(json, StandardCharsets.UTF_8)
        .replace(pseudonyms.of(address), quoted.substring(1, quoted.length() - 1))
        .getBytes(StandardCharsets.UTF_8);
  }
}
