package dev.todoku.bounce;

/** The local parts that RFC 5321 section 4.1.2 lets an address have without quotation marks. */
final class DotString {
  private DotString() {}

  /**
   * Whether the dots in {@code address} break that grammar, as in {@code a..b@} and {@code a.@}. Of
   * such an address a server says that its syntax is wrong; quoted it may be somebody's mailbox.
   */
  static boolean isBroken(String address) {
    String local = address.substring(0, Math.max(0, address.lastIndexOf('@')));
    return !local.startsWith("\"")
        && (local.startsWith(".") || local.endsWith(".") || local.contains(".."));
  }
}
