package dev.todoku.dns.spf;

import dev.todoku.dns.Ip;

/**
 * Whose right to send is checked.
 *
 * @param ip address of the sending server
 * @param localPart of the sender
 * @param domain of the sender: the one whose record is looked up
 * @param helo name that the sending server calls itself
 */
public record SpfRequest(Ip ip, String localPart, String domain, String helo) {
  private static final String POSTMASTER = "postmaster";

  /** The check of the envelope sender; of the HELO name where it is empty (section 2.4). */
  public static SpfRequest mailFrom(Ip ip, String mailFrom, String helo) {
    int at = mailFrom.lastIndexOf('@');
    String local = at > 0 ? mailFrom.substring(0, at) : POSTMASTER;
    return mailFrom.isEmpty()
        ? helo(ip, helo)
        : new SpfRequest(ip, local, mailFrom.substring(at + 1), helo);
  }

  /** The check of the HELO name (section 2.3). */
  public static SpfRequest helo(Ip ip, String helo) {
    return new SpfRequest(ip, POSTMASTER, helo, helo);
  }

  /** The sender as macro "s" gives it. */
  String sender() {
    return localPart + '@' + domain;
  }
}
