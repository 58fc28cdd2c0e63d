package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.readmodel.HealthView.Flow;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HealthViewTest {
  /** 2026-11-21T12:00:00Z, the begin of a slot. */
  private static final long NOON = 1_795_262_400_000L;

  private static final long MINUTE = 60_000;

  private final HealthView view = new HealthView();

  @Test
  void addsUpRowsByProviderAndSlot() {
    view.add(row("docomo", "shop.test", 0, 10, 1));
    view.add(row("docomo", "club.test", 9, 5, 0));
    view.add(row("docomo", "shop.test", 10, 0, 4));
    view.add(row("au", "shop.test", 3, 100, 0));
    List<Group> providers = view.groups(Flow::provider, flow -> true);
    assertThat(providers).extracting(Group::name).containsExactly("au", "docomo");
    Group docomo = providers.get(1);
    assertThat(docomo.total().accepted()).isEqualTo(15);
    assertThat(docomo.total().failureRate()).isEqualTo(0.25);
    assertThat(docomo.total().reasons()).isEqualTo(Map.of(Reason.BLOCKED, 5L));
    assertThat(docomo.slots())
        .extracting(Group.Slot::time)
        .containsExactly(NOON, NOON + 10 * MINUTE);
  }

  @Test
  void anotherCutOfTheSameRowsIsOneFunctionAway() {
    view.add(row("docomo", "shop.test", 0, 10, 1));
    view.add(row("docomo", "club.test", 0, 5, 0));
    view.add(row("au", "shop.test", 0, 7, 0));
    assertThat(view.groups(Flow::fromDomain, flow -> flow.provider().equals("docomo")))
        .extracting(Group::name, group -> group.total().ended())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("shop.test", 11L),
            org.assertj.core.api.Assertions.tuple("club.test", 5L));
  }

  @Test
  void anHourAroundATimeIsAddedUp() {
    view.add(row("docomo", "shop.test", 0, 10, 1));
    view.add(row("docomo", "club.test", 25, 5, 2));
    view.add(row("docomo", "shop.test", 60, 100, 0));
    view.add(row("au", "shop.test", 20, 7, 0));
    Sum sum =
        view.sum(flow -> flow.provider().equals("docomo"), NOON + 5 * MINUTE, NOON + 35 * MINUTE);
    assertThat(sum.accepted()).isEqualTo(15);
    assertThat(sum.ended()).isEqualTo(18);
  }

  @Test
  void theDayEndsWithTheLatestMinuteWhateverTheClockSays() {
    view.add(row("docomo", "shop.test", 0, 1, 0));
    view.add(row("docomo", "shop.test", 24 * 60 + 30, 2, 0));
    view.add(row("docomo", "shop.test", 5, 4, 0));
    Group docomo = view.groups(Flow::provider, flow -> true).get(0);
    assertThat(docomo.total().accepted()).isEqualTo(2);
    assertThat(docomo.hour().accepted()).isEqualTo(2);
    assertThat(view.newest()).isEqualTo(NOON + (24 * 60 + 30) * MINUTE);
  }

  @Test
  void aWeekIsSeenByTheHourAndAMonthByTheQuarterOfADay() {
    HealthView week = new HealthView(ViewRange.WEEK);
    HealthView month = new HealthView(ViewRange.MONTH);
    for (HealthView other : List.of(week, month)) {
      other.add(row("docomo", "shop.test", 0, 1, 0));
      other.add(row("docomo", "shop.test", 59, 2, 0));
      other.add(row("docomo", "shop.test", 60, 4, 0));
      other.add(row("docomo", "shop.test", 8 * 24 * 60, 8, 0));
    }
    assertThat(week.groups(Flow::provider, flow -> true).get(0).total().accepted()).isEqualTo(8);
    Group docomo = month.groups(Flow::provider, flow -> true).get(0);
    assertThat(docomo.slots())
        .extracting(Group.Slot::time, slot -> slot.sum().accepted())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(NOON, 7L),
            org.assertj.core.api.Assertions.tuple(NOON + 8 * 24 * 60 * MINUTE, 8L));
  }

  @Test
  void filtersAndRelaysAreRowsOfTheirOwnThatNoSenderCountsTwice() {
    view.add(row("docomo", "shop.test", 0, 10, 1));
    view.add(row("filter:127.0.0.1:10024", "shop.test", 0, 11, 3));

    assertThat(view.groups(Flow::provider, flow -> true))
        .extracting(Group::name, group -> group.total().accepted())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("filter:127.0.0.1:10024", 11L),
            org.assertj.core.api.Assertions.tuple("docomo", 10L));
    assertThat(view.groups(Flow::fromDomain, flow -> !flow.isHop()))
        .singleElement()
        .satisfies(sender -> assertThat(sender.total().accepted()).isEqualTo(10));
  }

  @Test
  void manySmallFlowsShareARest() {
    for (int i = 0; i < ViewRange.DAY.mostPerSlot() + 10; i++) {
      view.add(row("provider" + i, "shop.test", 0, 1, 0));
    }
    assertThat(view.groups(Flow::provider, flow -> true))
        .filteredOn(group -> group.name().equals(HealthView.OTHERS))
        .singleElement()
        .satisfies(rest -> assertThat(rest.total().accepted()).isEqualTo(10));
  }

  @Test
  void aFullSlotStillHasTheMailOfEachProvider() {
    for (int i = 0; i < ViewRange.DAY.flowsPerSlot() + 10; i++) {
      view.add(row("provider" + i % 3, "shop" + i + ".test", 0, 1, 0));
    }
    assertThat(view.groups(Flow::provider, flow -> true))
        .extracting(Group::name, group -> group.total().accepted())
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("provider0", 337L),
            org.assertj.core.api.Assertions.tuple("provider1", 337L),
            org.assertj.core.api.Assertions.tuple("provider2", 336L));
  }

  @Test
  void hasNoDayBeforeTheFirstMail() {
    assertThat(view.begin()).isZero();
    assertThat(view.newest()).isZero();
    view.add(row("docomo", "shop.test", 0, 1, 0));
    assertThat(view.begin()).isEqualTo(NOON - 24 * 60 * MINUTE + 10 * MINUTE);
  }

  private static ProviderHealth row(
      String provider, String from, long minute, long accepted, long bounced) {
    return ProviderHealth.builder(provider, "192.0.2.1", from, NOON + minute * MINUTE)
        .accepted(accepted)
        .bounced(bounced)
        .attempts(accepted + bounced)
        .policyRefusals(bounced)
        .reasons(new TreeMap<>(bounced == 0 ? Map.of() : Map.of(Reason.BLOCKED, bounced)))
        .build();
  }
}
