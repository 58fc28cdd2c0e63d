package dev.todoku.simulate;

import dev.todoku.detect.Attempt;
import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.wire.ProviderDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Seeded mail of two From domains over four source IPs in two networks to one provider, minute by
 * minute, as the deltas that the pipeline makes of it. Single mails run all day; each domain has a
 * campaign a day, and each campaign failure rates of its own, so that failures cluster. An {@link
 * Episode} hits the first source IP, the first From domain, or all.
 *
 * <p>The same seed gives the same deltas. Memory holds what is yet to follow from messages already
 * sent.
 */
public final class ProviderTraffic {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final List<String> SOURCE_IPS =
      List.of("203.0.113.10", "203.0.113.20", "198.51.100.10", "198.51.100.20");
  private static final List<String> FROM_DOMAINS = List.of("shop.example", "news.example");
  private static final int CAMPAIGN_FACTOR = 4;
  private static final int MOST_RETRIES = 6;

  private record Later(long time, long number, Runnable what) {}

  /** One campaign of one day: what its list and its text are like. */
  private record Campaign(String name, long start, long end, double unknown, double refused) {}

  /**
   * One message.
   *
   * @param ip index of the source IP
   * @param from index of the From domain
   */
  private record Letter(
      int ip, int from, String batch, Contact contact, double unknown, double refused, long id) {}

  private final String provider;
  private final double perHour;
  private final Episode episode;
  private final Random random;
  private final Chance chance;
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::time).thenComparingLong(Later::number));
  private final Campaign[] campaigns = new Campaign[FROM_DOMAINS.size()];
  private final Set<String> wronglyUnknown = new HashSet<>();
  private List<ProviderDelta> out = new ArrayList<>();
  private long numbered;
  private long now;

  /**
   * Mail to one provider.
   *
   * @param perHour single mails an hour of one source IP, on average over the day
   */
  public ProviderTraffic(String provider, double perHour, Episode episode, long seed) {
    this.provider = provider;
    this.perHour = perHour;
    this.episode = episode;
    this.random = new Random(seed * 1_000_003);
    this.chance = new Chance(random);
    random.nextInt();
  }

  /** The source IP that an episode hits. */
  public static String sourceIpHit() {
    return SOURCE_IPS.get(0);
  }

  /** The From domain that an episode hits. */
  public static String fromDomainHit() {
    return FROM_DOMAINS.get(0);
  }

  /** Message-IDs of mail so far whose recipients exist and were called unknown. */
  public Set<String> wronglyUnknown() {
    return wronglyUnknown;
  }

  /** All deltas of the minute that begins at {@code time}; minutes are to be asked for in order. */
  public List<ProviderDelta> minute(long time) {
    now = time;
    out = new ArrayList<>();
    while (!later.isEmpty() && later.element().time() < time + MINUTE) {
      later.remove().what().run();
    }
    for (int ip = 0; ip < SOURCE_IPS.size(); ip++) {
      if (ip == 0 && episode.trouble() == Trouble.NEW_ADDRESS && time < episode.start()) {
        continue;
      }
      for (int from = 0; from < FROM_DOMAINS.size(); from++) {
        send(time, ip, from);
      }
    }
    if (episode.trouble() == Trouble.FORM_ABUSE && episode.isAt(time)) {
      chance.poisson(Math.max(.25, perHour * episode.fraction() / 60), () -> abuse(time));
    }
    return out;
  }

  private void send(long time, int ip, int from) {
    double rate = perHour / 60 / FROM_DOMAINS.size() * ofDay(time) * volume(time, ip);
    chance.poisson(rate, () -> deliver(single(ip, from), time + chance.within(MINUTE), 1));
    Campaign campaign = campaignOf(time, from);
    if (time >= campaign.start() && time < campaign.end()) {
      chance.poisson(
          rate * CAMPAIGN_FACTOR,
          () -> deliver(ofCampaign(ip, from, campaign), time + chance.within(MINUTE), 1));
    }
  }

  private double volume(long time, int ip) {
    if (!episode.isAt(time) || ip != 0) {
      return 1;
    }
    return switch (episode.trouble()) {
      case RATE_LIMITED, MORE_VOLUME -> 10;
      case LESS_VOLUME -> .1;
      default -> 1;
    };
  }

  /** Little at night, most in the evening; 1 on average. */
  private static double ofDay(long time) {
    double hour = (double) Math.floorMod(time + 9 * HOUR, DAY) / HOUR;
    return 1 - .75 * Math.cos((hour - 3) / 12 * Math.PI);
  }

  private Campaign campaignOf(long time, int from) {
    long day = Math.floorDiv(time, DAY) * DAY;
    if (campaigns[from] == null || campaigns[from].start() < day) {
      long start = day + HOUR + chance.within(7 * HOUR);
      campaigns[from] =
          new Campaign(
              "c" + day / DAY + "-" + from,
              start,
              start + HOUR + chance.within(2 * HOUR),
              Math.min(.08, .01 * Math.exp(random.nextGaussian() * .8)),
              Math.min(.015, .002 * Math.exp(random.nextGaussian() * .8)));
    }
    return campaigns[from];
  }

  private Letter single(int ip, int from) {
    return letter(ip, from, Batch.of(origin(ip, from, "receipt", null)), .60, .85, .01, .002);
  }

  private Letter ofCampaign(int ip, int from, Campaign campaign) {
    return letter(
        ip,
        from,
        Batch.of(origin(ip, from, "newsletter", campaign.name())),
        .85,
        .98,
        campaign.unknown(),
        campaign.refused());
  }

  private Letter letter(
      int ip, int from, String batch, double proven, double known, double unknown, double refused) {
    double draw = random.nextDouble();
    Contact contact =
        draw < proven ? Contact.PROVEN : draw < known ? Contact.UNPROVEN : Contact.FIRST;
    double drift = episode.trouble() == Trouble.DRIFT ? 1 + 2 * episode.fractionAt(now) : 1;
    double ofContact = contact == Contact.PROVEN ? .0005 : unknown;
    return new Letter(ip, from, batch, contact, ofContact * drift, refused * drift, numbered++);
  }

  private static Origin origin(int ip, int from, String stream, @Nullable String campaign) {
    return new Origin(null, SOURCE_IPS.get(ip), FROM_DOMAINS.get(from), stream, campaign);
  }

  private void abuse(long time) {
    Letter mail = new Letter(0, 0, "stream=form-reply", Contact.FIRST, .7, .002, numbered++);
    deliver(mail, time + chance.within(MINUTE), 1);
  }

  private void deliver(Letter mail, long time, int attempt) {
    double hit = hits(mail) ? episode.fractionAt(time) : 0;
    boolean isHit = hit > 0 && random.nextDouble() < hit;
    if (isHit && strike(mail, time, attempt)) {
      return;
    }
    double draw = random.nextDouble();
    if (draw < mail.refused()) {
      fail(mail, time, Reason.BLOCKED, SimulatedReplies.blocked(SOURCE_IPS.get(mail.ip())));
    } else if (draw < mail.refused() + mail.unknown()) {
      callUnknown(mail, time);
    } else if (draw < mail.refused() + mail.unknown() + .003) {
      fail(mail, time, Reason.MAILBOX_FULL, SimulatedReplies.full(address(mail)));
    } else if (draw < mail.refused() + mail.unknown() + .005 && attempt == 1) {
      defer(mail, time, attempt, Reason.SYSTEM_ERROR, SimulatedReplies.outage(), false);
    } else {
      accept(mail, time, attempt);
    }
  }

  /** Whether the episode is about this letter. */
  private boolean hits(Letter mail) {
    return switch (episode.trouble()) {
      case REFUSED, DEFERRED, RAMP, MASKED, RETURNED, LISTED, RATE_LIMITED -> mail.ip() == 0;
      case NETWORK_REFUSED -> mail.ip() <= 1;
      case DOMAIN_REFUSED -> mail.from() == 0;
      case BAD_LIST -> isCampaign(mail) && mail.contact() != Contact.PROVEN;
      case STALE_LIST -> isCampaign(mail) && mail.contact() == Contact.PROVEN;
      case BAD_CONTENT -> isCampaign(mail) && mail.from() == 0;
      case FULL_MAILBOXES, SYSTEM_OUTAGE, DIRECTORY_OUTAGE, MISREAD -> true;
      case CLEAN, DRIFT, FORM_ABUSE, NEW_ADDRESS, MORE_VOLUME, LESS_VOLUME -> false;
    };
  }

  private static boolean isCampaign(Letter mail) {
    return !Batch.isOfSingleMails(mail.batch());
  }

  /** Whether that was the end of this attempt. */
  private boolean strike(Letter mail, long time, int attempt) {
    String ip = SOURCE_IPS.get(mail.ip());
    switch (episode.trouble()) {
      case REFUSED, RAMP, NETWORK_REFUSED ->
          fail(mail, time, Reason.BLOCKED, SimulatedReplies.blocked(ip));
      case DOMAIN_REFUSED -> fail(mail, time, Reason.BLOCKED, SimulatedReplies.domainBlocked());
      case BAD_CONTENT -> fail(mail, time, Reason.SPAM_DETECTED, SimulatedReplies.spam());
      case LISTED -> fail(mail, time, Reason.BLOCKED, SimulatedReplies.listed(ip));
      case BAD_LIST, STALE_LIST -> callUnknown(mail, time);
      case MASKED, DIRECTORY_OUTAGE -> {
        wronglyUnknown.add(messageId(mail));
        callUnknown(mail, time);
      }
      case FULL_MAILBOXES ->
          fail(mail, time, Reason.MAILBOX_FULL, SimulatedReplies.full(address(mail)));
      case MISREAD -> fail(mail, time, Reason.BLOCKED, new SmtpReply(550, null, "550 ?", null));
      case DEFERRED ->
          defer(mail, time, attempt, Reason.RATE_LIMITED, SimulatedReplies.busy(), false);
      case SYSTEM_OUTAGE ->
          defer(mail, time, attempt, Reason.SYSTEM_ERROR, SimulatedReplies.outage(), false);
      case RATE_LIMITED -> {
        if (attempt > 1) {
          return false;
        }
        defer(mail, time, attempt, Reason.RATE_LIMITED, SimulatedReplies.busy(), true);
      }
      case RETURNED -> {
        accept(mail, time, attempt);
        comeBack(mail, time);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void accept(Letter mail, long time, int attempt) {
    Set<Figure> figures = EnumSet.of(Figure.ACCEPTED);
    figures.addAll(
        new Attempt(Status.DELIVERED, Reason.DELIVERED, null, mail.contact(), false).figures());
    if (attempt > 1 && episode.trouble() == Trouble.RATE_LIMITED) {
      figures.add(Figure.CLEARED_REFUSALS);
    }
    out.add(delta(mail, time, ProviderDelta.Count.ACCEPTED, null, figures, null));
    if (random.nextDouble() < .0005) {
      comeBack(mail, time);
    }
  }

  /** A bounce message, after minutes or hours. */
  private void comeBack(Letter mail, long accepted) {
    double[] tau = {20, 90, 360};
    double draw = random.nextDouble();
    double mean = draw < .2 ? tau[0] : draw < .65 ? tau[1] : tau[2];
    long time = accepted + (long) (-Math.log(1 - random.nextDouble()) * mean * MINUTE);
    SmtpReply reply = SimulatedReplies.spam();
    Set<Figure> figures =
        new Attempt(Status.BOUNCED, Reason.SPAM_DETECTED, reply, mail.contact(), false).returned();
    plan(
        time,
        () ->
            out.add(
                delta(mail, time, ProviderDelta.Count.BOUNCED, Reason.SPAM_DETECTED, figures, reply)
                    .ofAcceptedAt(accepted)));
  }

  private void callUnknown(Letter mail, long time) {
    fail(mail, time, Reason.USER_UNKNOWN, SimulatedReplies.unknown(address(mail)));
  }

  private void fail(Letter mail, long time, Reason reason, SmtpReply reply) {
    Set<Figure> figures =
        new Attempt(Status.BOUNCED, reason, reply, mail.contact(), false).figures();
    out.add(delta(mail, time, ProviderDelta.Count.BOUNCED, reason, figures, reply));
  }

  private void defer(
      Letter mail, long time, int attempt, Reason reason, SmtpReply reply, boolean isSoon) {
    Set<Figure> figures =
        new Attempt(Status.DEFERRED, reason, reply, mail.contact(), false).figures();
    out.add(delta(mail, time, ProviderDelta.Count.DEFERRED, reason, figures, reply));
    if (attempt < MOST_RETRIES) {
      long next =
          time
              + (isSoon ? 5 * MINUTE + chance.within(10 * MINUTE) : HOUR + chance.within(HOUR / 2));
      plan(next, () -> deliver(mail, next, attempt + 1));
    }
  }

  private void plan(long time, Runnable what) {
    later.add(new Later(time, numbered++, what));
  }

  private ProviderDelta delta(
      Letter mail,
      long time,
      ProviderDelta.Count count,
      @Nullable Reason reason,
      Set<Figure> figures,
      @Nullable SmtpReply reply) {
    boolean isShown = ProviderDelta.channelOf(figures) != null;
    return ProviderDelta.builder(provider, time)
        .sourceIp(SOURCE_IPS.get(mail.ip()))
        .fromDomain(FROM_DOMAINS.get(mail.from()))
        .batch(mail.batch())
        .count(count)
        .reason(reason)
        .figures(figures)
        .sample(
            isShown
                ? new Evidence.Sample(
                    time, messageId(mail), FROM_DOMAINS.get(mail.from()), address(mail), reply)
                : null)
        .build();
  }

  private static String messageId(Letter mail) {
    return mail.id() + "@" + FROM_DOMAINS.get(mail.from());
  }

  private String address(Letter mail) {
    return "r" + mail.id() + "@" + provider;
  }
}
