package dev.todoku.detect;

/**
 * The streams that cross one under suspicion, without what they share with it: for a source IP, the
 * same From domains over other IPs; for a From domain, other domains over the same IPs.
 *
 * @param share what was seen there since their onsets
 * @param isOfNothingElse whether these streams have nothing but what they share
 * @param isNormal whether they surely have nothing of what fails
 */
record Crossing(Share share, boolean isOfNothingElse, boolean isNormal) {
  static Crossing of(Watch watch, Surroundings around) {
    Shares members = watch.suspicion().members();
    Share share = Share.NONE;
    boolean isOfNothingElse = true;
    for (String member : watch.failingMembers()) {
      Watch rival = around.rivals().apply(member);
      if (rival != null) {
        Shares parts = rival.suspicion().members();
        share = share.plus(parts.total().minus(members.of(member)));
        isOfNothingElse &= parts.size() <= 1;
      }
    }
    double baseline = watch.detector().standing().baseline();
    return new Crossing(
        share, isOfNothingElse, share.isNormal(baseline, members.total().rate() / 2));
  }
}
