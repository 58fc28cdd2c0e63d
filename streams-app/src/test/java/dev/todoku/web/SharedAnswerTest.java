package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedAnswerTest {

  @Test
  void otherAddressesAreMaskedWhereverTheyStand() {
    String json =
        """
        {"query":"m1@shop.test","messages":[{"messageId":"m1@shop.test","recipient":"Hanako@b.test",
         "facts":{"from":"info@shop.test","to":"Hanako@b.test"},
         "notes":["The bounce names taro@c.test, not hanako@b.test."],
         "timeline":[{"detail":"550 <ko@b.test>: unknown, ask postmaster@b.test"}],
         "count":3}]}
        """;
    assertThat(SharedAnswer.masked(json, "m1@shop.test", "Hanako@b.test"))
        .contains(
            "\"messageId\":\"m1@shop.test\"",
            "\"from\":\"info@shop.test\"",
            "The bounce names ***@c.test, not hanako@b.test.",
            "550 <***@b.test>: unknown, ask ***@b.test",
            "\"count\":3");
  }
}
