package dev.todoku.detect;

/**
 * The streams that cross one under suspicion, without what they share with it: for a source IP, the
 * same From domains over other IPs; for a From domain, other domains over the same IPs.
 *
 * @param share what was seen there since their onsets
 * @param isOfNothingElse whether these streams have nothing but what they share
 * @param isNormal whether they surely have nothing of what fails
 * @param hasNormal whether one of them surely has nothing of it, be the others as they may
 */
record Counterpart(Share share, boolean isOfNothingElse, boolean isNormal, boolean hasNormal) {
  static Counterpart of(ChannelMonitor monitor, ComparisonContext around) {
    Shares members = monitor.alarmEvidence().members();
    Share share = Share.NONE;
    boolean isOfNothingElse = true;
    Shares parts = new Shares();
    for (String member : monitor.failingMembers()) {
      ChannelMonitor rival = around.rivals().apply(member);
      if (rival != null) {
        Shares crossing = rival.alarmEvidence().members();
        share = share.plus(crossing.total().minus(members.of(member)));
        isOfNothingElse &= crossing.size() <= 1;
        parts.add(crossing);
      }
    }
    double baseline = monitor.detector().standing().baseline();
    double suspected = members.total().rate() / 2;
    return new Counterpart(
        share,
        isOfNothingElse,
        share.isNormal(baseline, suspected),
        parts.all().values().stream().anyMatch(part -> part.isNormal(baseline, suspected)));
  }
}
