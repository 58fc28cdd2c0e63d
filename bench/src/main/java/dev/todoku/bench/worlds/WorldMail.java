package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.simulate.Chance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Sends the mail of a world as Postfix does: what is refused for now is tried again after five
 * minutes, then ever later, for a day. Recipients are pools with a history; who is called unknown
 * gets no more mail, and others come in his place.
 */
final class WorldMail {
  private static final int POOL = 300;
  private static final long SHORTEST_BACKOFF = 5 * MINUTE;
  private static final long LONGEST_BACKOFF = 4_000_000;
  private static final double NEW_UNKNOWN = .03;
  private static final double OLD_UNKNOWN = .0005;
  private static final double BOUGHT_UNKNOWN = .35;
  private static final double CAMPAIGN_FACTOR = 5;

  private record Later(long time, long number, Runnable what) {}

  private record Letter(
      SenderRoute route,
      String id,
      String to,
      boolean isKnown,
      @Nullable String campaign,
      long sentAt) {}

  private final World world;
  private final Random random;
  private final Chance chance;
  private final Map<SenderRoute, List<String>> pools = new HashMap<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::time).thenComparingLong(Later::number));
  private List<MailEvent> events = new ArrayList<>();
  private long number;
  private long noisyHalfHour;

  WorldMail(World world, long seed) {
    this.world = world;
    this.random = new Random(seed * 1_000_003);
    this.chance = new Chance(random);
    random.nextInt();
    world.routes().forEach(route -> pools.put(route, new ArrayList<>()));
    pools.values().forEach(this::fill);
  }

  /** What happens in the minute that begins at {@code time}; to be asked for in order. */
  List<MailEvent> minute(long time) {
    events = new ArrayList<>();
    if (Math.floorMod(time, HOUR / 2) == 0 && random.nextInt(150) == 0) {
      noisyHalfHour = time + HOUR / 2;
    }
    for (SenderRoute route : world.routes()) {
      send(route, time);
    }
    while (!later.isEmpty() && later.element().time() < time + MINUTE) {
      later.remove().what().run();
    }
    events.sort(Comparator.comparingLong(MailEvent::time));
    return events;
  }

  private void send(SenderRoute route, long time) {
    double rate = route.perHour() / 60 * Calendar.volume(time) * world.volume(route, time);
    chance.poisson(rate, () -> post(route, time, null));
    chance.poisson(world.strangersPerHour(route, time) / 60, () -> postToStranger(route, time));
    long campaignAt = campaignAt(route, time);
    if (time >= campaignAt && time < campaignAt + 90 * MINUTE) {
      String campaign = "c" + (time - Calendar.START) / DAY + "-" + route.fromDomain();
      chance.poisson(CAMPAIGN_FACTOR * route.perHour() / 60, () -> post(route, time, campaign));
    }
  }

  private static long campaignAt(SenderRoute route, long time) {
    long day = Calendar.startOfDay(time);
    return day
        + 9 * HOUR
        + Math.floorMod(route.fromDomain().hashCode() * 31L + day / DAY, 5) * HOUR;
  }

  private void post(SenderRoute route, long time, @Nullable String campaign) {
    List<String> pool = pool(route);
    fill(pool);
    boolean isBought = campaign != null && world.isBadList(route, time);
    boolean isNew = isBought ? random.nextInt(10) > 0 : random.nextDouble() < world.newcomers();
    String to = isNew ? "n" + number++ : pool.get(random.nextInt(pool.size()));
    double unknown = isBought ? BOUGHT_UNKNOWN : NEW_UNKNOWN;
    boolean isUnknown = random.nextDouble() < (isNew ? unknown : OLD_UNKNOWN);
    start(
        new Letter(route, id(route), to, !isNew, campaign, time + chance.within(MINUTE)),
        isUnknown);
    if (isNew && !isUnknown && !isBought) {
      pool.set(random.nextInt(pool.size()), to);
    }
  }

  private void postToStranger(SenderRoute route, long time) {
    start(
        new Letter(route, id(route), "x" + number++, false, null, time + chance.within(MINUTE)),
        random.nextDouble() < .7);
  }

  private String id(SenderRoute route) {
    return number++ + "@" + route.fromDomain();
  }

  private List<String> pool(SenderRoute route) {
    return Objects.requireNonNull(pools.get(route));
  }

  private void fill(List<String> pool) {
    while (pool.size() < POOL) {
      pool.add("p" + number++);
    }
  }

  private void start(Letter letter, boolean isUnknown) {
    plan(
        letter.sentAt(), () -> attempt(letter, letter.sentAt(), 1, random.nextDouble(), isUnknown));
  }

  private void attempt(Letter letter, long time, int tries, double luck, boolean isUnknown) {
    WorldAttempt attempt =
        new WorldAttempt(
            letter.route(),
            time,
            tries,
            letter.sentAt(),
            letter.campaign(),
            letter.isKnown(),
            luck,
            random.nextDouble());
    Answer special = world.answer(attempt);
    Answer answer = special == null ? usual(letter, attempt, isUnknown) : special;
    if (answer.reply() == null) {
      accept(letter, attempt, answer);
    } else if (answer.isForGood()) {
      refuse(letter, time, answer.reply());
    } else {
      defer(letter, attempt, answer.reply(), isUnknown);
    }
  }

  private Answer usual(Letter letter, WorldAttempt attempt, boolean isUnknown) {
    if (isUnknown) {
      return Answer.refused(Replies.unknown(address(letter), attempt.luck()));
    }
    double noise = attempt.time() < noisyHalfHour ? .06 : .002;
    if (attempt.number() == 1 && attempt.draw() < noise) {
      return Answer.refused(Replies.systemError(attempt.luck()));
    }
    if (attempt.draw() > .998) {
      return Answer.refused(Replies.full(address(letter)));
    }
    return attempt.draw() > .9965 ? Answer.refused(Replies.spam(attempt.luck())) : Answer.ACCEPTED;
  }

  private void accept(Letter letter, WorldAttempt attempt, Answer answer) {
    events.add(
        Delivery.builder(letter.id(), address(letter), attempt.time())
            .queuedAt(letter.sentAt())
            .reply(SmtpReply.of("250 2.0.0 OK"))
            .origin(origin(letter))
            .build());
    if (answer.returned() != null) {
      plan(answer.returnedAt(), () -> comeBack(letter, answer));
    }
    if (random.nextDouble() < world.complaints(attempt)) {
      long at = attempt.time() + chance.within(3 * HOUR);
      plan(at, () -> events.add(complaint(letter, at)));
    }
  }

  private static Complaint complaint(Letter letter, long time) {
    return new Complaint(letter.id(), address(letter), time, "abuse");
  }

  private void comeBack(Letter letter, Answer answer) {
    events.add(
        bounce(letter, answer.returnedAt(), Bounce.Kind.OUT_OF_BAND, null, answer.returned()));
  }

  private void refuse(Letter letter, long time, SmtpReply reply) {
    events.add(bounce(letter, time, Bounce.Kind.IN_BAND, null, reply));
    if (reply.text() != null && reply.text().contains("5.1.1")) {
      pool(letter.route()).remove(letter.to());
    }
  }

  private void defer(Letter letter, WorldAttempt attempt, SmtpReply reply, boolean isUnknown) {
    long age = attempt.time() - letter.sentAt();
    if (age > DAY) {
      events.add(bounce(letter, attempt.time(), Bounce.Kind.QUEUE_EXPIRY, Reason.EXPIRED, reply));
      return;
    }
    events.add(
        Deferral.builder(letter.id(), address(letter), attempt.time())
            .queuedAt(letter.sentAt())
            .reply(reply)
            .origin(origin(letter))
            .build());
    long backoff = Math.min(Math.max(age, SHORTEST_BACKOFF), LONGEST_BACKOFF);
    long next = attempt.time() + backoff + chance.within(SHORTEST_BACKOFF);
    plan(next, () -> attempt(letter, next, attempt.number() + 1, attempt.luck(), isUnknown));
  }

  private Bounce bounce(
      Letter letter,
      long time,
      Bounce.Kind kind,
      @Nullable Reason reason,
      @Nullable SmtpReply reply) {
    return Bounce.builder(letter.id(), address(letter), time)
        .kind(kind)
        .reason(reason)
        .reply(reply)
        .queuedAt(letter.sentAt())
        .origin(origin(letter))
        .build();
  }

  private Origin origin(Letter letter) {
    SenderRoute route = letter.route();
    String stream = letter.to().startsWith("x") ? "form-reply" : "receipt";
    return new Origin(
        "mx." + route.fromDomain(),
        route.sourceIp(),
        route.fromDomain(),
        !world.namesCampaigns() ? null : letter.campaign() == null ? stream : "newsletter",
        world.namesCampaigns() ? letter.campaign() : null);
  }

  private static String address(Letter letter) {
    return letter.to() + "@" + letter.route().recipientDomain();
  }

  private void plan(long time, Runnable what) {
    later.add(new Later(time, number++, what));
  }
}
