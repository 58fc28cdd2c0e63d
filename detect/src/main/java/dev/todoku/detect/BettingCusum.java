package dev.todoku.detect;

/*
 * A betting CUSUM with an adaptive baseline.
 *
 * What it is. A gambler bets, trial by trial, that a provider has begun to refuse a fraction rho of
 * what it is sent. While nothing is wrong a trial fails with probability at most p0, and a refusal
 * of the fraction rho makes that p1 = p0 + rho (1 - p0). The bet is the likelihood ratio
 *
 *     failed:   p1 / p0             = 1 + rho (1 - p0) / p0      a = its logarithm
 *     passed:   (1 - p1) / (1 - p0) = 1 - rho                    b = its logarithm
 *
 * whose expectation is at most 1 for every true rate up to p0: whoever bets so in a fair world does
 * not get rich. S is the logarithm of his capital, S <- max(0, S) + a or b, where the maximum lets
 * him begin afresh whenever that is better: the trial after the last such restart is the onset.
 * Several gamblers bet on several fractions; the first to reach h raises the alarm.
 *
 * What accuracy it buys. The capital is an e-process and the restarted sum of them an e-detector
 * [1]: whatever the volume and the true rate below p0, alarms on clean traffic are on average at
 * least exp(h) / 3 trials apart. A month of one decision a minute is 43,200 of them; with
 * alpha = .001 false alarms in a stream-month and a union over three fractions and three channels
 *
 *     h = ln(43200 / alpha) + ln(3 * 3) = 17.58 + 2.20 = 19.8.
 *
 * No detector with that many false alarms can be faster in the worst case than about
 * h / KL(p1 || p0) trials [2]; CUSUM on the true p1 attains the bound exactly [3]. A grid of three
 * fractions and a baseline that is estimated from above cost 1.1 to 1.5 times the bound. So one
 * constant serves ten mails an hour and 100,000, at any baseline, and nothing is tuned by hand.
 *
 * A campaign is a stream by itself and over in a day. Among n first contacts of which as many fail
 * as are bet against, three bets raise a false alarm with a probability of 3 n exp(-h) at most; of
 * 500 and h = 12 that is .009. That rate is 11 % without a habit, which no good list comes near; at
 * half of it h counts 1.8-fold. What 19.8 would take is more mail than most campaigns have.
 *
 * The baseline. N and F are trials and failures with a half-life of two days, on a prior of 200
 * trials. The rate bet against is kappa = 3 times its upper confidence limit: campaigns make
 * failures cluster, and three times the habit is still no block. It learns at rest only: trials
 * are held back while any gambler is ahead by more than 0.5 and let in once all have lost; what is
 * held back when the alarm comes is never learned, or a block would become normal.
 *
 * Arrivals. Bounce messages that come back hours later are no trials: what is counted is arrivals,
 * and they are weighed against exposure, the number of trials whose bounces would be due by now
 * (see Exposure). With a arrivals on an exposure of E the bets are Poisson's: a ln(1 + rho / p0)
 * - rho E. All else is the same.
 *
 * The end. While alarmed the baseline stands still and a second bet runs the other way: D weighs
 * the baseline against p_b, half the failure rate since the onset (at least 1.5 p0). ln 1000 = 6.9
 * ends the alarm, as do 48 hours: whatever lasts longer is reported anew. Bounces of the time of a
 * block go on to arrive for hours after it, fewer and fewer; against those p_b is what the lowest
 * bet was on, so that what ends the alarm does not raise the next one.
 *
 * Words. Beside the three bets on refusals there is one more, that nearly all mail is refused and
 * the replies accuse whoever sends: by an address, a domain, a reputation, a list. Few refusals do,
 * so their own habit is far lower, and five in a row are enough where it takes seven of any
 * kind. What passes costs this bet as much as that on nine in ten. It makes alpha .0011.
 *
 * The arithmetic works on counts per minute, for these add up in any order and S does not: the
 * state is a function of the counts of complete minutes alone.
 *
 * [1] Shin, Ramdas, Rinaldo: E-detectors: a nonparametric framework for sequential change
 *     detection. arXiv:2203.03532, 2022.
 * [2] Lorden: Procedures for reacting to a change in distribution. Annals of Mathematical
 *     Statistics 42 (1971), 1897-1908.
 * [3] Moustakides: Optimal stopping times for detecting changes in distributions. Annals of
 *     Statistics 14 (1986), 1379-1387.
 */

/**
 * The parameters of a detector and the arithmetic that follows from them alone.
 *
 * @param law how failures come about
 * @param priorRate failure rate to expect of a stream without history, 0 … 1
 * @param floor a failure rate up to which nothing is wrong, whatever the habit, 0 … 1
 * @param cap the highest failure rate that can be a habit, 0 … 1
 * @param threshold the score at which an alarm is raised
 */
public record BettingCusum(Law law, double priorRate, double floor, double cap, double threshold) {

  /** How failures come about. */
  public enum Law {
    /** Each trial fails or passes. */
    TRIALS,
    /** Failures arrive in proportion to an exposure. */
    EXPOSURE
  }

  private static final double MOST_HABITS = .6;

  /** ln(43200 / .001) + ln(3 fractions × 3 channels). */
  private static final double THRESHOLD = 19.8;

  /** Of a stream that lasts a day and has some hundred trials, not a month of 43,200 decisions. */
  private static final double THRESHOLD_OF_A_CAMPAIGN = 12;

  /** Explicit refusals: policy replies among attempts. */
  public static final BettingCusum EXPLICIT = new BettingCusum(Law.TRIALS, .01, .005, .25);

  /** Of these, those whose words accuse the sender. */
  static final BettingCusum ACCUSED = new BettingCusum(Law.TRIALS, .0005, .001, .25);

  /** Masked refusals: "user unknown" for recipients who have proved to exist. */
  public static final BettingCusum MASKED = new BettingCusum(Law.TRIALS, .003, .005, MOST_HABITS);

  /** Bounce messages for mail that had been accepted. */
  public static final BettingCusum RETURNED =
      new BettingCusum(Law.EXPOSURE, .003, .005, MOST_HABITS);

  /** Failures of the receiving system or the way to it, among attempts. */
  public static final BettingCusum OUTAGE = new BettingCusum(Law.TRIALS, .01, .03, MOST_HABITS);

  /** Full mailboxes among attempts. */
  public static final BettingCusum MAILBOX_FULL =
      new BettingCusum(Law.TRIALS, .01, .02, MOST_HABITS);

  /** Unknown addresses among recipients who have never proved to exist. */
  public static final BettingCusum UNKNOWN_ADDRESS =
      new BettingCusum(Law.TRIALS, .02, .05, MOST_HABITS);

  /** The same among the recipients of one campaign. */
  static final BettingCusum UNKNOWN_OF_A_CAMPAIGN =
      UNKNOWN_ADDRESS.raisedAt(THRESHOLD_OF_A_CAMPAIGN);

  /** Authentication failures among attempts. */
  public static final BettingCusum UNAUTHENTICATED =
      new BettingCusum(Law.TRIALS, .003, .005, MOST_HABITS);

  /** Sends without an attempt within ten minutes: a queue that moves has none. */
  public static final BettingCusum UNATTEMPTED =
      new BettingCusum(Law.TRIALS, .003, .01, MOST_HABITS);

  /** Fractions blocked that are bet on. */
  private static final double[] RHO = {.10, .35, .90};

  /** The bet that all but a few are refused. */
  static final int NEARLY_ALL = RHO.length - 1;

  /** How many bets there are. */
  static final int BETS = RHO.length;

  private static final double[] LOSS = new double[BETS];

  static {
    for (int k = 0; k < BETS; k++) {
      LOSS[k] = StrictMath.log(1 - RHO[k]);
    }
  }

  /** Above the habit by less than this factor is no block. */
  private static final double KAPPA = 3;

  /** Standard deviations of the upper confidence limit: one-sided 95 %. */
  private static final double CONFIDENCE = 1.64;

  /** Trials that the prior weighs. */
  private static final double PRIOR_TRIALS = 200;

  private static final double HALF_LIFE_MINUTES = 2 * 24 * 60;
  private static final double DECAY_PER_MINUTE = StrictMath.pow(.5, 1 / HALF_LIFE_MINUTES);

  /** While no bet is ahead by more than this, the stream is at rest. */
  static final double REST = .5;

  /** ln 1000. */
  static final double RECOVERED = 6.9;

  /** An alarm ends after 48 hours in any case. */
  static final long LONGEST_ALARM_MINUTES = 48 * 60;

  private BettingCusum(Law law, double priorRate, double floor, double cap) {
    this(law, priorRate, floor, cap, THRESHOLD);
  }

  private BettingCusum raisedAt(double score) {
    return new BettingCusum(law, priorRate, floor, cap, score);
  }

  /** What is left of a count after {@code minutes}. */
  double decay(long minutes) {
    return minutes == 1 ? DECAY_PER_MINUTE : StrictMath.pow(.5, minutes / HALF_LIFE_MINUTES);
  }

  /** The failure rate to bet against after {@code trials} of which {@code failures} failed. */
  double baseline(double trials, double failures) {
    double n = trials + PRIOR_TRIALS;
    double rate = StrictMath.min(1, (failures + PRIOR_TRIALS * priorRate) / n);
    double upper = rate + CONFIDENCE * StrictMath.sqrt(rate * (1 - rate) / n);
    return StrictMath.min(StrictMath.max(KAPPA * upper, floor), cap);
  }

  /** What the best of the bets wins by {@code f} failures of {@code n} trials. */
  double best(double n, long f, double baseline) {
    double best = 0;
    for (int k = 0; k < BETS; k++) {
      best = StrictMath.max(best, won(k, n, f, baseline));
    }
    return best;
  }

  /** What bet {@code k} wins, or loses, by {@code f} failures of {@code n} trials. */
  double won(int k, double n, long f, double baseline) {
    return switch (law) {
      case TRIALS ->
          (f == 0 ? 0 : f * StrictMath.log(1 + RHO[k] * (1 - baseline) / baseline))
              + (n - f) * LOSS[k];
      case EXPOSURE -> (f == 0 ? 0 : f * StrictMath.log(1 + RHO[k] / baseline)) - RHO[k] * n;
    };
  }

  /** What the bet on recovery wins when {@code f} of {@code n} fail. */
  double recovery(double baseline, double rateSinceOnset, double n, long f) {
    double half = StrictMath.max(1.5 * baseline, rateSinceOnset / 2);
    return switch (law) {
      case TRIALS -> {
        double blocked = StrictMath.min(half, .95);
        yield f * StrictMath.log(baseline / blocked)
            + (n - f) * StrictMath.log((1 - baseline) / (1 - blocked));
      }
      case EXPOSURE -> {
        double blocked = StrictMath.min(half, baseline + RHO[0]);
        yield f * StrictMath.log(baseline / blocked) + n * (blocked - baseline);
      }
    };
  }
}
