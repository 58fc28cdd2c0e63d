package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.ProviderHealth;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchIndexTest {
  private static final long NOON = 1_795_262_400_000L;
  private static final Map<String, String> NAMES = Map.of("docomo", "NTT docomo");

  private final HealthView health = new HealthView();
  private final SearchIndex index =
      new SearchIndex(health, new IncidentView(), name -> NAMES.getOrDefault(name, name));

  @BeforeEach
  void fill() {
    row("docomo", "192.0.2.10", "shop.example.jp");
    row("au", "192.0.2.11", "docomo-fans.example");
    row("filter:127.0.0.1:10024", "192.0.2.10", "shop.example.jp");
  }

  @Test
  void findsByPartOfANameInAnyCase() {
    assertThat(index.find("SHOP", 10))
        .extracting(SearchHit::value)
        .containsExactly("shop.example.jp");
    assertThat(index.find("ntt", 10)).extracting(SearchHit::value).containsExactly("docomo");
    assertThat(index.find("192.0.2.", 10))
        .extracting(SearchHit::value)
        .containsExactly("192.0.2.10", "192.0.2.11");
  }

  @Test
  void whatHasExactlyThatNameComesFirst() {
    assertThat(index.find("docomo", 10))
        .extracting(SearchHit::kind)
        .containsExactly(SearchHit.Kind.PROVIDER, SearchHit.Kind.FROM_DOMAIN);
    assertThat(index.find("docomo-fans.example", 10))
        .extracting(SearchHit::kind)
        .containsExactly(SearchHit.Kind.FROM_DOMAIN);
  }

  @Test
  void doesNotAnswerOneLetterNorMoreThanTheLimit() {
    assertThat(index.find("d", 10)).isEmpty();
    assertThat(index.find("docomo", 1)).hasSize(1);
    assertThat(index.find("nobody", 10)).isEmpty();
  }

  private void row(String provider, String ip, String domain) {
    health.add(ProviderHealth.builder(provider, ip, domain, NOON).deferred(1).attempts(1).build());
  }
}
