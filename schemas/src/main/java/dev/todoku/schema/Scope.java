package dev.todoku.schema;

/**
 * What an incident is about. Components that do not limit it are null.
 *
 * @param provider the provider, null for all
 * @param sourceIp the sending address, null for all
 * @param fromDomain the From domain, null for all
 */
public record Scope(String provider, String sourceIp, String fromDomain) {

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

  private static void append(StringBuilder key, String name, String value) {
    if (value != null) {
      key.append(key.isEmpty() ? "" : ",").append(name).append('=').append(value);
    }
  }
}
