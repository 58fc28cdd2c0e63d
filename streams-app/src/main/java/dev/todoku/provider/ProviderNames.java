package dev.todoku.provider;

/** Names the provider behind a recipient's domain. */
public interface ProviderNames {
  /**
   * The provider that runs the mailboxes of {@code domain}: a short name such as {@code docomo}, or
   * the domain itself when its provider is not known.
   *
   * @param domain in normal form ({@link dev.todoku.schema.Address#normalDomain})
   */
  String of(String domain);
}
