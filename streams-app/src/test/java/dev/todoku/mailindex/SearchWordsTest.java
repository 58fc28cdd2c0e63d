package dev.todoku.mailindex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchWordsTest {

  @Test
  void anAddressIsFoundByItsPartsAndByTheDomainsAboveItsOwn() {
    assertThat(SearchWords.ofAddress("Hanako.Sato+news@mail.Example.co.jp"))
        .containsExactly(
            "hanako.sato+news@mail.example.co.jp",
            "sato",
            "news",
            "mail.example.co.jp",
            "example.co.jp",
            "co.jp");
  }

  @Test
  void whatIsNoAddressIsFoundAsItStands() {
    assertThat(SearchWords.ofAddress("postmaster")).containsExactly("postmaster");
  }

  @Test
  void aSubjectIsFoundByItsWordsAndJapaneseByEachTwoLetters() {
    assertThat(SearchWords.ofSubject("【重要】Ｏｒｄｅｒ 4711: ご注文"))
        .containsExactly("重要", "要", "order", "4711", "ご注", "注文", "文");
  }

  @Test
  void aHostileSubjectHasNoMoreWordsThanALongOne() {
    assertThat(SearchWords.ofSubject("a1 b2 ".repeat(10) + "注文を承りました".repeat(20)))
        .hasSizeLessThanOrEqualTo(48);
  }

  @Test
  void theLongestWordIsLookedForFirst() {
    assertThat(SearchWords.rarest("your Invoice 12")).isEqualTo("invoice");
    assertThat(SearchWords.rarest("!?")).isEmpty();
  }
}
