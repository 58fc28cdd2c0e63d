package dev.todoku.mailindex;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Which campaigns one is compared with. Pure. */
public final class CampaignComparison {
  /** What differs from one mailing to the next of its kind: numbers and dates. */
  private static final Pattern NUMBERS = Pattern.compile("[\\d._/-]+");

  private CampaignComparison() {}

  /**
   * The campaigns of the same From domain that began before, the latest first; those whose names
   * differ in numbers only, such as {@code letter-2026-11}, before all others.
   *
   * @param limit how many at most
   */
  public static List<CampaignFigures> before(
      CampaignFigures campaign, List<CampaignFigures> all, int limit) {
    Comparator<CampaignFigures> ofKindFirst =
        Comparator.comparing(other -> !kind(other.name()).equals(kind(campaign.name())));
    return all.stream()
        .filter(other -> !other.name().equals(campaign.name()))
        .filter(other -> Objects.equals(other.fromDomain(), campaign.fromDomain()))
        .filter(other -> other.first() < campaign.first())
        .sorted(
            ofKindFirst.thenComparing(Comparator.comparingLong(CampaignFigures::first).reversed()))
        .limit(limit)
        .toList();
  }

  private static String kind(String name) {
    return NUMBERS.matcher(name).replaceAll("#");
  }
}
