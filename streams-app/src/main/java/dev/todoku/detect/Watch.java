package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.util.List;

/**
 * One channel of one stream: its detector, what the failures since the onset have in common, and
 * what was said of it. Not thread-safe.
 */
public final class Watch {
  private static final EnumCodes<Cause> CAUSES = EnumCodes.of(Cause.class);
  private static final long SHORTEST_DOUBT_MS = 60 * 60_000;
  private static final long LONGEST_DOUBT_MS = 24 * 60 * 60_000;

  private final Channel channel;
  private final Counting counting;
  private final Detector detector;
  private final Exposure exposure;
  private Suspicion suspicion;

  /** What was told of the alarm, null while nothing was. */
  private Cause told;

  private long failuresTold;

  /** See {@link #doubtfulSince}; 0 while nothing is doubted. */
  private long doubtfulSince;

  Watch(Channel channel) {
    this(channel, new Detector(Counting.of(channel).cusum()), new Exposure());
  }

  private Watch(Channel channel, Detector detector, Exposure exposure) {
    this.channel = channel;
    this.counting = Counting.of(channel);
    this.detector = detector;
    this.exposure = exposure;
    this.suspicion = new Suspicion(channel);
  }

  /**
   * Takes in a minute that is complete.
   *
   * @return where things stood when an alarm ended, else NONE
   */
  Verdict add(long time, StreamMinute minute) {
    int f = counting.failures(minute.total());
    double n = counting.trials(minute.total());
    if (channel == Channel.RETURNED_MAIL) {
      double due = exposure.advance(Math.floorDiv(time, Detector.MINUTE));
      exposure.accept((long) n);
      n = due;
    }
    if (n > 0 || f > 0 || !detector.isAtRest()) {
      suspicion.add(minute, counting);
    }
    Verdict verdict = detector.add(time, n, f);
    if (verdict.kind() == Verdict.Kind.CLEARED) {
      return verdict;
    }
    if (detector.isAtRest()) {
      suspicion = new Suspicion(channel);
    }
    return Verdict.NONE;
  }

  /** Ends an alarm that has lasted too long by {@code time}. */
  public Verdict at(long time) {
    return detector.at(time);
  }

  public Channel channel() {
    return channel;
  }

  public Detector detector() {
    return detector;
  }

  Suspicion suspicion() {
    return suspicion;
  }

  /** The members that fail like the worst, since the onset. */
  public List<String> failingMembers() {
    return suspicion.members().all().keySet().stream()
        .filter(suspicion.members()::isFailing)
        .toList();
  }

  /** How many recipients are hit since the onset; beyond sixteen it is not counted on. */
  public int recipients() {
    return suspicion.recipients();
  }

  /** What was told of the standing alarm, null while nothing was. */
  public Cause told() {
    return told;
  }

  public boolean isTold() {
    return told != null;
  }

  /**
   * From when on failures may be of what was told or is suspected, event time; 0 while nothing is.
   * The onset is the best guess of when it began: twice as long before it as it took to be sure,
   * what was not counted may have failed for the same cause. Where mail is scarce and a fifth of it
   * is hit, a first failure has been seen 1.7 times as long before it.
   */
  public long doubtfulSince() {
    return doubtfulSince;
  }

  /** Whether failures are doubted, told of or not. */
  public boolean isDoubtful() {
    return doubtfulSince != 0;
  }

  /**
   * Begins to doubt the failures since the onset, and before it.
   *
   * @param sureAt when there was evidence enough, event time
   */
  public void doubt(long sureAt) {
    long sureAfter = sureAt - detector.onset();
    doubtfulSince =
        detector.onset() - Math.min(Math.max(2 * sureAfter, SHORTEST_DOUBT_MS), LONGEST_DOUBT_MS);
  }

  /** Whether the failures have doubled since they were last told of. */
  public boolean hasGrown() {
    return isTold() && detector.standing().failures() >= 2 * failuresTold;
  }

  /**
   * Says what the standing alarm is: raised the first time, updated from then on.
   *
   * @param ruling must be decided
   */
  public Signal tell(Scope about, Ruling ruling, long time) {
    Signal.State state = isTold() ? Signal.State.UPDATED : Signal.State.RAISED;
    if (!isTold()) {
      doubt(detector.raisedAt());
    }
    return signal(about, state, ruling, detector.standing(), time);
  }

  /**
   * Says that what was told of has ended.
   *
   * @param ended where things stood
   * @param how the finding that names how it ended
   */
  public Signal tellOfEnd(Scope about, Verdict ended, String how, long time) {
    Ruling ruling =
        new Ruling(told, Confidence.HIGH, List.of(Evidence.Indication.of(how, true, null)));
    return signal(about, Signal.State.CLEARED, ruling, ended, time);
  }

  private Signal signal(
      Scope about, Signal.State state, Ruling ruling, Verdict verdict, long time) {
    told = ruling.cause();
    failuresTold = verdict.failures();
    Evidence evidence =
        new Evidence(
            channel,
            attempts(verdict),
            verdict.failures(),
            verdict.baseline(),
            verdict.score(),
            counting.cusum().threshold(),
            ruling.confidence(),
            ruling.findings(),
            suspicion.samples());
    return new Signal(about, state, told, severity(told), verdict.onset(), time, evidence);
  }

  /**
   * Mail that may have failed since the onset. Of returned mail, all that had been accepted and
   * could still come back: what would be due on average by now is less than what may have come by
   * now.
   */
  private long attempts(Verdict verdict) {
    return channel == Channel.RETURNED_MAIL
        ? Math.max(
            verdict.failures(), verdict.attempts() + StrictMath.round(exposure.outstanding()))
        : verdict.attempts();
  }

  private static Severity severity(Cause cause) {
    return switch (cause) {
      case IP_BLOCK,
          DOMAIN_BLOCK,
          DNS_LIST,
          AUTHENTICATION,
          FILTER_DOWN,
          RELAY_DOWN,
          RELAY_REFUSES,
          RELAY_UNRESOLVABLE ->
          Severity.CRITICAL;
      case CONTENT_BLOCK, LIST_QUALITY, FORM_ABUSE, LOCAL_MISCONFIGURATION, FILTER_REFUSES ->
          Severity.PAUSE;
      default -> Severity.ADVICE;
    };
  }

  /** Ends an alarm that was not told of, because it was another stream's and that has ended. */
  public void abandon() {
    if (detector.isAlarmed() && !isTold()) {
      detector.abandon();
      forget();
    }
  }

  /** The alarm has ended. */
  public void forget() {
    told = null;
    failuresTold = 0;
    doubtfulSince = 0;
    suspicion = new Suspicion(channel);
  }

  void writeTo(BinaryWriter out) {
    detector.writeTo(out);
    if (channel == Channel.RETURNED_MAIL) {
      exposure.writeTo(out);
    }
    if (!detector.isAtRest()) {
      suspicion.writeTo(out);
      out.writeVarLong(failuresTold).writeByte(CAUSES.codeOrZero(told));
      out.writeVarLong(doubtfulSince);
    }
  }

  static Watch readFrom(BinaryReader in, Channel channel) {
    Detector detector = Detector.readFrom(in, Counting.of(channel).cusum());
    Exposure exposure = channel == Channel.RETURNED_MAIL ? Exposure.readFrom(in) : new Exposure();
    Watch watch = new Watch(channel, detector, exposure);
    if (!detector.isAtRest()) {
      watch.suspicion = Suspicion.readFrom(in, channel);
      watch.failuresTold = in.readVarLong();
      watch.told = CAUSES.constantOrNull(in.readByte());
      watch.doubtfulSince = in.readVarLong();
    }
    return watch;
  }
}
