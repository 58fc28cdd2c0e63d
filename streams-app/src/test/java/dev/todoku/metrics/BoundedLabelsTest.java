package dev.todoku.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BoundedLabelsTest {
  @Test
  void wellKnownNamesAlwaysStandForThemselves() {
    BoundedLabels labels = new BoundedLabels(Set.of("docomo"), 1);
    repeat(labels, "example.net", 100);
    assertThat(labels.label("docomo")).isEqualTo("docomo");
  }

  @Test
  void aNameGetsItsLabelAfterTenMails() {
    BoundedLabels labels = new BoundedLabels(Set.of(), 5);
    assertThat(repeat(labels, "example.net", 9)).isEqualTo("other");
    assertThat(labels.label("example.net")).isEqualTo("example.net");
  }

  @Test
  void aLabelOnceGivenStays() {
    BoundedLabels labels = new BoundedLabels(Set.of(), 1);
    repeat(labels, "first.example", 10);
    repeat(labels, "second.example", 1_000_000);
    assertThat(labels.label("first.example")).isEqualTo("first.example");
    assertThat(labels.label("second.example")).isEqualTo("other");
  }

  @Test
  void findsTheGreatAmongAHundredThousandSmallOnes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    BoundedLabels labels = new BoundedLabels(Set.of(), 20);
    Set<String> given = new TreeSet<>();
    for (int i = 0; i < 400_000; i++) {
      String name =
          random.nextInt(100) < 50
              ? "great-" + random.nextInt(5)
              : "small-" + random.nextInt(100_000);
      given.add(labels.label(name));
    }
    assertThat(given)
        .as("seed %d", seed)
        .containsExactly("great-0", "great-1", "great-2", "great-3", "great-4", "other");
  }

  @Test
  void neverGivesMoreLabelsThanAllowed() {
    BoundedLabels labels = new BoundedLabels(Set.of(), 3);
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      given.add(repeat(labels, "provider-" + i, 100));
    }
    assertThat(given).hasSize(4).contains("other");
  }

  private static String repeat(BoundedLabels labels, String name, int times) {
    String label = null;
    for (int i = 0; i < times; i++) {
      label = labels.label(name);
    }
    return label;
  }
}
