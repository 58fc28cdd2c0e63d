package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeMailTest {
  private static final BounceReader READER = new BounceReader(ReplyRules.load());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: unsubscribe <m1@shop.example>",
        "Subject: Unsubscribe\r\nIn-Reply-To: <m1@shop.example>",
        "Subject: =?UTF-8?B?6YWN5L+h5YGc5q2i?= <m1@shop.example>",
        "Subject: \r\nTo: <unsubscribe+k7q2@shop.example>\r\nIn-Reply-To: <m1@shop.example>",
        "Subject: x\r\nDelivered-To: unsub@shop.example\r\nIn-Reply-To: <m1@shop.example>",
        "Subject: x\r\nX-Apple-Unsubscribe: true\r\nIn-Reply-To: <m1@shop.example>",
      })
  void aMailThatUnsubscribesNamesWhoAndOfWhichMessage(String header) {
    assertThat(read("From: Taro <taro@mail.example>\r\n" + header))
        .isEqualTo(new Reading.Unsubscribe("taro@mail.example", "m1@shop.example"));
  }

  @Test
  void manyNameNoMessage() {
    assertThat(read("From: taro@mail.example\r\nSubject: unsubscribe"))
        .isEqualTo(new Reading.Unsubscribe("taro@mail.example", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: taro@mail.example\r\nSubject: Re: how do I unsubscribe?",
        "From: taro@mail.example\r\nSubject: Re: hello\r\nTo: unsubtle@shop.example",
        "Subject: unsubscribe",
        "From: taro@mail.example\r\nSubject: unsubscribe\r\nAuto-Submitted: auto-replied",
        "From: MAILER-DAEMON@mail.example\r\nSubject: unsubscribe",
        "From: taro@mail.example\r\nReturn-Path: <>\r\nTo: unsubscribe@shop.example\r\nSubject: x",
        "From: taro@mail.example\r\nTo: unsubscribe@shop.example\r\nSubject: failed\r\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
      })
  void otherMailUnsubscribesNobody(String header) {
    assertThat(read(header)).isNotInstanceOf(Reading.Unsubscribe.class);
  }

  private static Reading read(String header) {
    return READER.read((header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8), 0);
  }
}
