package dev.todoku.hop;

import dev.todoku.schema.HopKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides at which hop an attempt was made. The first rule that applies decides; {@link HopRule}
 * lists them in their order.
 */
final class HopClassifier {
  /** Services of master.cf that filter and hand back through sendmail(1). */
  private static final Set<String> FILTER_SERVICES =
      Set.of(
          "spamassassin",
          "spamfilter",
          "spamass",
          "spamd",
          "spamc",
          "filter",
          "content-filter",
          "smtp-filter",
          "scan",
          "scanner",
          "virusfilter",
          "clamav",
          "clamsmtp",
          "amavis",
          "altermime",
          "disclaimer",
          "dfilt",
          "dkimproxy",
          "dkim",
          "dksign",
          "gpg",
          "gpgit",
          "gpg-mailgate",
          "zeyple",
          "bogofilter",
          "dspam",
          "rspamd",
          "postfilter");

  private static final Set<String> LOCAL_AGENTS = Set.of("local", "virtual", "pipe");
  private static final Set<Integer> SUBMISSION_PORTS = Set.of(465, 587, 588, 2465, 2525, 2587);

  /** amavis: 10024 in, 10025 back, 10026 for mail of one's own users; dkimproxy: 10027 to 10029. */
  private static final int FIRST_FILTER_PORT = 10_023;

  private static final int LAST_FILTER_PORT = 10_031;
  private static final int LMTP_PORT = 24;
  private static final String NULL_FILE = "delivered to file: /dev/null";

  private final HopSettings settings;
  private final Servers servers;
  private final PeerUse use;

  HopClassifier(HopSettings settings, Servers servers, PeerUse use) {
    this.settings = settings;
    this.servers = servers;
    this.use = use;
  }

  /**
   * The hop of an attempt.
   *
   * @param host the server that tried
   * @param isLinked whether a log that is read shows the queue which took it
   * @param cameBack whether the message came back into the queue for the same recipient
   */
  ClassifiedHop hop(HopAttempt attempt, String host, boolean isLinked, boolean cameBack) {
    Peer peer = attempt.peer();
    HopKind set = peer == null ? null : settings.of(peer);
    if (set != null) {
      return new ClassifiedHop(set, HopRule.SETTING, peer);
    }
    return ClassifiedHop.of(rule(attempt, host, isLinked, cameBack), peer);
  }

  private HopRule rule(HopAttempt attempt, String host, boolean isLinked, boolean cameBack) {
    Peer peer = attempt.peer();
    if (isThrownAway(attempt)) {
      return HopRule.THROWN_AWAY;
    }
    if (attempt.agent().equals(HopAttempt.FILTER)) {
      return HopRule.MILTER_REFUSED;
    }
    if (attempt.isAccepted() && NextQueueId.isForwarded(attempt.text())) {
      return HopRule.FORWARDED;
    }
    if (isLinked) {
      return HopRule.QUEUED_IN_OUR_LOG;
    }
    if (cameBack && attempt.isAccepted()) {
      return HopRule.CAME_BACK;
    }
    if (LOCAL_AGENTS.contains(attempt.agent())) {
      return attempt.agent().equals("pipe") && peer != null
          ? ofPipe(attempt, peer)
          : HopRule.LOCAL_DELIVERY;
    }
    if (peer == null) {
      return HopRule.NOTHING_ELSE;
    }
    if (peer.address() == null && attempt.text().contains("Name service error")) {
      return unresolved(attempt, peer, host);
    }
    HopRule byAddress = byAddress(attempt, peer);
    return byAddress == null ? byName(attempt, peer, host) : byAddress;
  }

  private HopRule ofPipe(HopAttempt attempt, Peer peer) {
    if (isFilterService(peer)) {
      return HopRule.FILTER_SERVICE;
    }
    return isForeignMailbox(attempt, peer) ? HopRule.MAILBOX_ELSEWHERE : HopRule.LOCAL_DELIVERY;
  }

  /** Whether a known provider has the mailbox: no program or LMTP server here delivers into it. */
  private boolean isForeignMailbox(HopAttempt attempt, Peer peer) {
    return servers.isForeignTo(peer.name(), servers.domainOf(attempt.recipient()));
  }

  private static boolean isThrownAway(HopAttempt attempt) {
    boolean isDiscard =
        attempt.agent().equals("discard") || attempt.agent().equals(HopAttempt.FILTER_DISCARDS);
    if (isDiscard || attempt.text().endsWith(NULL_FILE)) {
      return true;
    }
    boolean isOwn =
        attempt.peer() != null
            && attempt.peer().address() != null
            && (IpAddresses.isLoopback(attempt.peer().address())
                || IpAddresses.isPrivate(attempt.peer().address())
                || isFilterPort(attempt.peer()));
    String text = attempt.text().toLowerCase(Locale.ROOT);
    return isOwn
        && attempt.isAccepted()
        && (text.contains("discarded") || text.contains(" discard"))
        && !text.contains("queued as");
  }

  private static boolean isFilterService(Peer peer) {
    String name = peer.name().toLowerCase(Locale.ROOT);
    return FILTER_SERVICES.contains(name)
        || name.contains("filter")
        || name.startsWith("spam")
        || name.startsWith("amavis");
  }

  /** By what a host is reached at: its port, its address, the protocol spoken. */
  private @Nullable HopRule byAddress(HopAttempt attempt, Peer peer) {
    boolean isLoopback = peer.address() != null && IpAddresses.isLoopback(peer.address());
    if (isFilterPort(peer) || attempt.text().contains("from MTA(")) {
      return HopRule.FILTER_PORT;
    }
    if (attempt.agent().equals("lmtp") || peer.port() == LMTP_PORT || peer.isSocket()) {
      return isForeignMailbox(attempt, peer) ? HopRule.MAILBOX_ELSEWHERE : HopRule.LMTP;
    }
    if (isLoopback) {
      return HopRule.LOOPBACK;
    }
    if (attempt.text().contains("SASL authentication failed")) {
      return HopRule.LOGIN;
    }
    return SUBMISSION_PORTS.contains(peer.port()) ? HopRule.SUBMISSION_PORT : null;
  }

  private static boolean isFilterPort(Peer peer) {
    return peer.port() >= FIRST_FILTER_PORT && peer.port() <= LAST_FILTER_PORT;
  }

  private HopRule byName(HopAttempt attempt, Peer peer, String host) {
    String domain = servers.domainOf(attempt.recipient());
    if (servers.isSendingService(peer.name())) {
      return HopRule.SENDING_SERVICE;
    }
    if (use.isOwnHost(peer, host)) {
      return HopRule.OWN_HOST;
    }
    if (peer.isNamedByAddress()) {
      boolean isLiteral = domain.equals('[' + peer.name() + ']');
      return isLiteral ? HopRule.RECIPIENTS_DOMAIN : HopRule.NAMED_BY_ADDRESS;
    }
    if (servers.isForeignTo(peer.name(), domain)) {
      return HopRule.NOT_PROVIDERS_MX;
    }
    if (servers.isOfProvider(peer.name(), domain)) {
      return HopRule.PROVIDERS_MX;
    }
    if (servers.isSameOrganisation(peer.name(), domain)) {
      return HopRule.RECIPIENTS_DOMAIN;
    }
    if (peer.address() != null && IpAddresses.isPrivate(peer.address())) {
      return HopRule.PRIVATE_ADDRESS;
    }
    if (use.takesMailForOthers(peer)) {
      return HopRule.TAKES_MAIL_FOR_OTHERS;
    }
    if (servers.isOfKnownProvider(peer.name())) {
      return HopRule.HOSTING_PROVIDERS_MX;
    }
    if (use.isOnlyWayOut(host, peer)) {
      return HopRule.ONLY_WAY_OUT;
    }
    return servers.isCalledRelay(peer.name()) ? HopRule.CALLED_RELAY : HopRule.NOTHING_ELSE;
  }

  /**
   * A name that does not resolve. Of the recipient's domain the MX is looked up first; a domain
   * other than the recipient's of which the MX is looked up can only be a configured next hop. The
   * address of another name may be that of the recipient's own MX.
   */
  private HopRule unresolved(HopAttempt attempt, Peer peer, String host) {
    String domain = servers.domainOf(attempt.recipient());
    if (servers.isSameOrganisation(peer.name(), domain)) {
      return HopRule.RECIPIENTS_DOMAIN;
    }
    if (servers.isSendingService(peer.name())) {
      return HopRule.SENDING_SERVICE;
    }
    if (attempt.text().contains("type=MX")) {
      return HopRule.OTHER_NEXT_HOP;
    }
    if (servers.isForeignTo(peer.name(), domain)) {
      return HopRule.NOT_PROVIDERS_MX;
    }
    return use.sendsDirectly(host) ? HopRule.NOTHING_ELSE : HopRule.OTHER_NEXT_HOP;
  }
}
