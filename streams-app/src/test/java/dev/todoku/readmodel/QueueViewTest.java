package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Address;
import dev.todoku.wire.QueueSnapshot;
import dev.todoku.wire.WaitingMail;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueViewTest {
  private static final WaitingMail OF_ANN =
      new WaitingMail("Q1", "Ann@One.example", false, 1_000, "timed out");

  private final QueueView view = new QueueView(Address.DEFAULT);

  @Test
  void aMailIsFoundByItsIdAndRecipientInWhicheverQueueItWaits() {
    view.add(new QueueSnapshot("mx1", 5_000, 1, List.of(OF_ANN)));
    view.add(new QueueSnapshot("mx2", 6_000, 0, List.of()));

    assertThat(view.find("Q1", "ann@one.example"))
        .contains(new QueueSnapshot.Found("mx1", 5_000, 0, OF_ANN));
    assertThat(view.find("Q1", "bo@one.example")).isEmpty();
    assertThat(view.find("Q2", "ann@one.example")).isEmpty();
  }

  @Test
  void whatHasLeftAQueueIsFoundAMinuteLater() {
    QueueSnapshot with = new QueueSnapshot("mx1", 5_000, 1, List.of(OF_ANN));
    QueueSnapshot without = new QueueSnapshot("mx1", 65_000, 0, List.of()).after(with);
    view.add(without);
    assertThat(view.find("Q1", "ann@one.example")).isEmpty();

    view.add(new QueueSnapshot("mx1", 125_000, 0, List.of()).after(without));

    assertThat(view.find("Q1", "ann@one.example"))
        .contains(new QueueSnapshot.Found("mx1", 5_000, 65_000, OF_ANN));
    assertThat(view.find("Q1", "bo@one.example")).isEmpty();
  }

  @Test
  void whatComesBackIsNotGone() {
    QueueSnapshot with = new QueueSnapshot("mx1", 5_000, 1, List.of(OF_ANN));
    QueueSnapshot without = new QueueSnapshot("mx1", 65_000, 0, List.of()).after(with);

    assertThat(new QueueSnapshot("mx1", 125_000, 1, List.of(OF_ANN)).after(without).gone())
        .isEmpty();
  }

  @Test
  void whatIsMissingInAListingThatWasCutIsNotGone() {
    QueueSnapshot with = new QueueSnapshot("mx1", 5_000, 1, List.of(OF_ANN));

    assertThat(
            new QueueSnapshot("mx1", 65_000, 9_000, List.of(), false, List.of()).after(with).gone())
        .isEmpty();
  }

  @Test
  void whatAServerSaysTakesThePlaceOfWhatItSaidBefore() {
    view.add(new QueueSnapshot("mx1", 5_000, 1, List.of(OF_ANN)));
    view.add(new QueueSnapshot("mx1", 65_000, 0, List.of()));

    assertThat(view.find("Q1", "ann@one.example")).isEmpty();
    assertThat(view.all()).containsExactly(new QueueSnapshot("mx1", 65_000, 0, List.of()));
  }
}
