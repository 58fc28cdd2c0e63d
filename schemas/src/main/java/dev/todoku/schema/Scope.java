package dev.todoku.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an incident is about. Components that do not limit it are null.
 *
 * @param provider the provider, null for all
 * @param sourceIp the sending address, null for all
 * @param fromDomain the From domain, null for all
 */
public record Scope(
    @Nullable String provider, @Nullable String sourceIp, @Nullable String fromDomain) {

  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.(?:\\d{1,3}|0/24)");

  /** The first four groups, all of which are written. */
  private static final Pattern IPV6 =
      Pattern.compile("((?:[0-9a-fA-F]{1,4}:){3}[0-9a-fA-F]{1,4}):.*");

  public Scope {
    Required.bounded(provider, "provider", Limits.DOMAIN);
    Required.bounded(sourceIp, "sourceIp", Limits.DOMAIN);
    Required.bounded(fromDomain, "fromDomain", Limits.DOMAIN);
  }

  /** The scope as one word: the key of its records. */
  public String key() {
    StringBuilder key = new StringBuilder();
    append(key, "provider", provider);
    append(key, "source-ip", sourceIp);
    append(key, "from-domain", fromDomain);
    return key.toString();
  }

  /**
   * What of the sender's side it is about, or the provider where that is all: the key under which
   * signals with one cause come together. A source IP stands for its network: the first three
   * octets of an IPv4 address, the first four groups of an IPv6 address.
   */
  public String subject() {
    if (sourceIp != null) {
      return "network=" + network();
    }
    if (fromDomain != null) {
      return "from-domain=" + fromDomain;
    }
    return provider == null ? "all" : "provider=" + provider;
  }

  /** The network of the source IP, as {@link #subject} has it; null without a source IP. */
  public @Nullable String network() {
    if (sourceIp == null) {
      return null;
    }
    Matcher ipv4 = IPV4.matcher(sourceIp);
    if (ipv4.matches()) {
      return ipv4.group(1) + ".0/24";
    }
    Matcher ipv6 = IPV6.matcher(sourceIp);
    return ipv6.matches() ? ipv6.group(1) + "::/64" : sourceIp;
  }

  private static void append(StringBuilder key, String name, @Nullable String value) {
    if (value != null) {
      key.append(key.isEmpty() ? "" : ",").append(name).append('=').append(value);
    }
  }
}
