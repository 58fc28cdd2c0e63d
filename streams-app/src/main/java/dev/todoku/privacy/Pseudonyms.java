package dev.todoku.privacy;

import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Address;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that stand for addresses: {@code p-} and 128 bits of HMAC-SHA-256 (RFC 2104) of the normal
 * form, then the domain, which names the provider. One address has one pseudonym as long as the key
 * is the same. Without the key nobody can know whose it is, not even by trying addresses.
 */
public final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;
  private static final Pattern PSEUDONYM = Pattern.compile("p-[0-9a-f]{" + 2 * BYTES + "}(@.*)?");

  /** Ready for an address; copied for each, as threads share it. */
  private final Mac keyed;

  private final Address addresses;

  /** Pseudonyms by a secret {@code key}, which is not empty. */
  public Pseudonyms(String key, Address addresses) {
    this.addresses = addresses;
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Those of an installation; empty when addresses stand on its topics themselves. */
  public static Optional<Pseudonyms> configured(TodokuConfig config) {
    return config
        .pseudonymKey()
        .map(key -> new Pseudonyms(key, new Address(config.keepsLocalPartCase())));
  }

  /** The pseudonym of an address in any form; what is a pseudonym already stays as it is. */
  public String of(String address) {
    String normal = addresses.normal(address);
    if (PSEUDONYM.matcher(normal).matches()) {
      return normal;
    }
    int at = normal.lastIndexOf('@');
    return "p-" + digest(normal) + (at < 0 ? "" : normal.substring(at));
  }

  private String digest(String normal) {
    try {
      Mac mac = (Mac) keyed.clone();
      byte[] digest = mac.doFinal(normal.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the " + ALGORITHM + " of Java can be copied", e);
    }
  }
}
