package dev.todoku.detect;

/**
 * The streams that cross one under suspicion, without what they share with it: for a source IP, the
 * same From domains over other IPs; for a From domain, other domains over the same IPs.
 *
 * @param share what was seen there since their onsets
 * @param isOfNothingElse whether these streams have nothing but what they share
 * @param isNormal whether they surely have nothing of what fails
 */
record Counterpart(Share share, boolean isOfNothingElse, boolean isNormal) {
  static Counterpart of(ChannelMonitor monitor, ComparisonContext around) {
    Shares members = monitor.alarmEvidence().members();
    Share share = Share.NONE;
    boolean isOfNothingElse = true;
    for (String member : monitor.failingMembers()) {
      ChannelMonitor rival = around.rivals().apply(member);
      if (rival != null) {
        Shares parts = rival.alarmEvidence().members();
        share = share.plus(parts.total().minus(members.of(member)));
        isOfNothingElse &= parts.size() <= 1;
      }
    }
    double baseline = monitor.detector().standing().baseline();
    return new Counterpart(
        share, isOfNothingElse, share.isNormal(baseline, members.total().rate() / 2));
  }
}
