package dev.todoku.dns.posture;

import dev.todoku.dns.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose side is looked at.
 *
 * @param domain domain of the header From, in normal form
 * @param ips addresses that send for it, may be empty
 * @param selectors DKIM selectors that are in use; empty when nobody knows
 * @param hints selectors that somebody claims to have seen; tried like the usual ones where no
 *     selectors are given
 * @param helo what the sending servers call themselves, null when nobody knows
 */
public record PostureRequest(
    String domain,
    List<Ip> ips,
    List<String> selectors,
    List<String> hints,
    @Nullable String helo) {

  public PostureRequest {
    ips = List.copyOf(ips);
    selectors = List.copyOf(selectors);
    hints = List.copyOf(hints);
  }

  /** A request without hints. */
  public PostureRequest(
      String domain, List<Ip> ips, List<String> selectors, @Nullable String helo) {
    this(domain, ips, selectors, List.of(), helo);
  }
}
