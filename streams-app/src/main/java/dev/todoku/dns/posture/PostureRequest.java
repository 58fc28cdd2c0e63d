package dev.todoku.dns.posture;

import dev.todoku.dns.Ip;
import java.util.List;

/**
 * Whose side is looked at.
 *
 * @param domain domain of the header From, in normal form
 * @param ips addresses that send for it, may be empty
 * @param selectors DKIM selectors that are in use; empty when nobody knows
 * @param helo what the sending servers call themselves, null when nobody knows
 */
public record PostureRequest(String domain, List<Ip> ips, List<String> selectors, String helo) {
  public PostureRequest {
    ips = List.copyOf(ips);
    selectors = List.copyOf(selectors);
  }
}
