package dev.todoku.dns.posture;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A public key for DKIM (RFC 6376 section 3.6.1).
 *
 * @param type {@code rsa} or {@code ed25519}
 * @param bits length of the key, 0 when it is revoked or cannot be read
 * @param isRevoked whether it was withdrawn
 * @param isTesting whether verifiers are asked not to take it seriously
 * @param onlyOldHash whether only SHA-1 may be used with it
 * @param problem what is wrong, null when nothing is
 */
record DkimKey(
    String type,
    int bits,
    boolean isRevoked,
    boolean isTesting,
    boolean onlyOldHash,
    @Nullable String problem) {

  private static final int ED25519_BYTES = 32;
  private static final int ED25519_BITS = 256;

  static DkimKey parse(String text) {
    TagList tags = TagList.parse(text).orElse(null);
    if (tags == null) {
      return wrong("is no list of tags");
    }
    if (!tags.get("v", "DKIM1").equals("DKIM1")) {
      return wrong("has version " + tags.get("v", ""));
    }
    if (!tags.has("p")) {
      return wrong("has no key (p=)");
    }
    String type = tags.get("k", "rsa").toLowerCase(Locale.ROOT);
    String key = tags.get("p", "").replaceAll("\\s", "");
    boolean isTesting = list(tags, "t").contains("y");
    boolean onlyOldHash = tags.has("h") && list(tags, "h").equals(List.of("sha1"));
    if (key.isEmpty()) {
      return new DkimKey(type, 0, true, isTesting, onlyOldHash, null);
    }
    try {
      int bits = bits(type, Base64.getDecoder().decode(key));
      String problem = bits == 0 ? "has a key of unknown type " + type : null;
      return new DkimKey(type, bits, false, isTesting, onlyOldHash, problem);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return wrong("has a key that cannot be read");
    }
  }

  private static int bits(String type, byte[] key) throws GeneralSecurityException {
    if (type.equals("rsa")) {
      RSAPublicKey rsa =
          (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
      return rsa.getModulus().bitLength();
    }
    return type.equals("ed25519") && key.length == ED25519_BYTES ? ED25519_BITS : 0;
  }

  private static List<String> list(TagList tags, String tag) {
    return Arrays.stream(tags.get(tag, "").toLowerCase(Locale.ROOT).split(":", -1))
        .map(String::strip)
        .toList();
  }

  private static DkimKey wrong(String how) {
    return new DkimKey("", 0, false, false, false, how);
  }
}
