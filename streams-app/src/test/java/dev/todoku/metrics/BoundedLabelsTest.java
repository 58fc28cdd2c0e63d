package dev.todoku.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundedLabelsTest {
  @Test
  void wellKnownNamesAlwaysStandForThemselves() {
    BoundedLabels labels = new BoundedLabels(Set.of("docomo"), 1);
    repeat(labels, "example.net", 100);
    assertThat(labels.label("docomo")).isEqualTo("docomo");
  }

  @Test
  void aNameHasOneLabelFromItsFirstMailOn() {
    BoundedLabels labels = new BoundedLabels(Set.of(), 1);
    assertThat(labels.label("first.example")).isEqualTo("first.example");
    assertThat(repeat(labels, "second.example", 1_000)).isEqualTo("other");
    assertThat(repeat(labels, "first.example", 1_000)).isEqualTo("first.example");
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
