package dev.todoku.mailindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignComparisonTest {

  @Test
  void thoseOfItsKindThatBeganBeforeComeFirst() {
    CampaignFigures november = campaign("letter-2026-11", "shop.test", 50);
    List<CampaignFigures> all =
        List.of(
            november,
            campaign("letter-2026-12", "shop.test", 60),
            campaign("sale", "shop.test", 49),
            campaign("letter-2026-10", "shop.test", 40),
            campaign("letter-2026-09", "shop.test", 30),
            campaign("letter-2026-08", "club.test", 45));

    assertThat(CampaignComparison.before(november, all, 3))
        .extracting(CampaignFigures::name)
        .containsExactly("letter-2026-10", "letter-2026-09", "sale");
  }

  private static CampaignFigures campaign(String name, String fromDomain, long first) {
    return new CampaignFigures(name, fromDomain, first, first, 0);
  }
}
