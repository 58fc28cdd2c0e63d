package dev.todoku.bounce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.ReportSource;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportSourcesTest {
  private static final long RECEIVED_AT = Instant.parse("2026-11-28T00:00:00Z").toEpochMilli();

  private static final String FROM_DOCOMO =
      "Received: from mail.docomo.ne.jp (mail.docomo.ne.jp [203.0.113.5])\n"
          + "\tby mx.shop.example (Postfix) with ESMTP id 4A1B; Sat, 28 Nov 2026 09:00:00 +0900\n";

  private static final ReportSources SOURCES =
      new ReportSources(Set.of("mx.shop.example"), "relay"::equals, ServerOwners.load());

  @Test
  void namesTheServerThatHandedItOverAsTheDnsConfirmsIt() {
    ReportSource source = read(FROM_DOCOMO);

    assertThat(source.handedOverBy()).isEqualTo("mail.docomo.ne.jp");
    assertThat(source.handedOverIp()).isEqualTo("203.0.113.5");
    assertThat(source.ownServer()).isFalse();
    assertThat(source.receivedAt()).isEqualTo(RECEIVED_AT);
  }

  @Test
  void whatAServerCallsItselfIsNotBelieved() {
    ReportSource source =
        read(
            "Received: from mail.docomo.ne.jp (unknown [198.51.100.66])\n"
                + "\tby mx.shop.example (Postfix) with ESMTP id 4A1B; Sat, 28 Nov 2026\n");

    assertThat(source.handedOverBy()).isNull();
    assertThat(source.handedOverIp()).isEqualTo("198.51.100.66");
  }

  @Test
  void aNameThatMayBeForgedIsNotBelieved() {
    assertThat(
            read("Received: from x (mail.docomo.ne.jp [198.51.100.66] (may be forged)) by mx\n")
                .handedOverBy())
        .isNull();
  }

  @Test
  void eximNamesWhatTheDnsConfirmsBeforeTheAddress() {
    String by = "\n\tby mx.shop.example with esmtps (Exim 4.96)\n\tid 1qX-0001; Sat, 28 Nov 2026\n";
    assertThat(
            read("Received: from mail.docomo.ne.jp ([203.0.113.5]:25 helo=mfsmax)" + by)
                .handedOverBy())
        .isEqualTo("mail.docomo.ne.jp");
    assertThat(read("Received: from mail.docomo.ne.jp ([203.0.113.5])" + by).handedOverIp())
        .isEqualTo("203.0.113.5");
    assertThat(read("Received: from [198.51.100.66] (helo=mail.docomo.ne.jp)" + by))
        .extracting(ReportSource::handedOverBy, ReportSource::handedOverIp)
        .containsExactly(null, "198.51.100.66");
  }

  @Test
  void whatOtherServersWriteInThatPlaceIsTheClientsWord() {
    assertThat(
            read("Received: from mail.docomo.ne.jp ([198.51.100.66]) by mx.shop.example with"
                    + " ESMTP\n")
                .handedOverBy())
        .as("Courier and others: what the client said")
        .isNull();
    assertThat(
            read("Received: from mail.docomo.ne.jp (198.51.100.66) by EX01.shop.example with"
                    + " Microsoft SMTP Server (TLS) id 15.2.1; Sat, 28 Nov 2026\n")
                .handedOverBy())
        .as("Exchange: what the client said")
        .isNull();
  }

  @Test
  void thatSomebodyHandedItOverIsKnownHoweverOddlyTheFieldIsWritten() {
    assertThat(read("Received: from mail.docomo.ne.jp (HELO x) (198.51.100.66) by mx\n"))
        .extracting(ReportSource::handedOverBy, ReportSource::handedOverIp)
        .containsExactly(null, "198.51.100.66");
    assertThat(read("Received: from mail.docomo.ne.jp by mx with UUCP\n"))
        .extracting(ReportSource::handedOverBy, ReportSource::handedOverIp)
        .containsExactly(null, "unknown");
  }

  @Test
  void whatStandsBelowOurOwnServersFieldIsNotBelieved() {
    ReportSource source =
        read(
            "Received: from mail.evil.example (mail.evil.example [198.51.100.66])\n"
                + "\tby mx.shop.example (Postfix) with ESMTP id 4A1B; Sat, 28 Nov 2026\n"
                + FROM_DOCOMO);

    assertThat(source.handedOverBy()).isEqualTo("mail.evil.example");
  }

  @Test
  void handOversBetweenOurOwnServersAreLeftOut() {
    ReportSource source =
        read(
            "Received: from localhost (localhost [127.0.0.1])\n"
                + "\tby store.shop.example (Postfix) with LMTP id 4A1C; Sat, 28 Nov 2026\n"
                + "Received: from mx.shop.example (mx.shop.example [192.0.2.25])\n"
                + "\tby store.shop.example (Postfix) with ESMTP id 4A1D; Sat, 28 Nov 2026\n"
                + FROM_DOCOMO);

    assertThat(source.handedOverBy()).isEqualTo("mail.docomo.ne.jp");
  }

  @Test
  void whatNobodyHandedOverIsOurOwnServers() {
    assertThat(
            read("Received: by mx.shop.example (Postfix)\n\tid 4A1B; Sat, 28 Nov 2026\n")
                .ownServer())
        .isTrue();
    assertThat(
            read("Received: from mx.shop.example ([127.0.0.1])\n\tby mx.shop.example with ESMTP"
                    + " id 6f; Sat, 28 Nov 2026\nReceived: by mx.shop.example (Postfix)\n\tid"
                    + " 4A1B; Sat, 28 Nov 2026\n")
                .ownServer())
        .isTrue();
    assertThat(read("").ownServer()).isFalse();
    assertThat(
            read("Received: by mx.shop.example (Postfix)\n\tid 4A1B; Sat, 28 Nov 2026\n"
                    + FROM_DOCOMO)
                .ownServer())
        .isFalse();
  }

  @Test
  void whatEximAndSendmailSubmitThemselvesIsOurOwnServers() {
    String exim =
        "Received: from Debian-exim by mx.shop.example with local (Exim 4.96)\n\tid 1qX\n";
    String sendmail =
        "Received: from localhost (localhost)\n\tby mx.shop.example (8.17.1/8.17.1)\n";
    for (String own : List.of(exim, sendmail)) {
      assertThat(read(own).ownServer()).as(own).isTrue();
      assertThat(read(own + FROM_DOCOMO))
          .as("forwarded here")
          .extracting(ReportSource::ownServer, ReportSource::handedOverBy)
          .containsExactly(false, "mail.docomo.ne.jp");
    }
  }

  @Test
  void aClientThatGreetsLikeTheServerItselfIsFromOutside() {
    for (String field :
        List.of(
            "from [198.51.100.66] (helo=localhost) by mx.shop.example with esmtp (Exim 4.96)",
            "from [198.51.100.66] (ident=x by y with local (Exim 4) by mx with esmtp (Exim 4.96)",
            "from localhost ([198.51.100.66]) by mx.shop.example with local-esmtp (Exim 4.96)",
            "from localhost (x.evil.example [198.51.100.66]) by mx (8.17.1/8.17.1)")) {
      assertThat(read("Received: " + field + "\n"))
          .as(field)
          .extracting(ReportSource::ownServer, ReportSource::handedOverIp)
          .containsExactly(false, "198.51.100.66");
    }
  }

  @Test
  void believesTheAuthenticationResultsOfOurOwnServer() {
    ReportSource source =
        read(
            "Authentication-Results: mx.shop.example 1;\n"
                + "\tdkim=pass (2048-bit key) header.d=docomo.ne.jp header.s=s1;\n"
                + "\tdkim=fail header.d=evil.example;\n"
                + "\tspf=pass (a comment; spf=pass smtp.helo=comment.example)"
                + " smtp.helo=mail.docomo.ne.jp;\n"
                + "\tdmarc=pass header.from=\"docomo.ne.jp\"\n"
                + FROM_DOCOMO);

    assertThat(source.authenticated()).containsExactly("docomo.ne.jp", "mail.docomo.ne.jp");
  }

  @Test
  void believesNoOtherServersResults() {
    assertThat(
            read("Authentication-Results: mx.evil.example; dkim=pass header.d=docomo.ne.jp\n"
                    + FROM_DOCOMO)
                .authenticated())
        .isEmpty();
  }

  @Test
  void believesNoResultsBelowOurOwn() {
    ReportSource source =
        read(
            "Authentication-Results: mx.shop.example; dkim=pass header.d=evil.example\n"
                + FROM_DOCOMO
                + "Authentication-Results: mx.shop.example; dkim=pass header.d=docomo.ne.jp\n");

    assertThat(source.authenticated()).containsExactly("evil.example");
  }

  @Test
  void namesMailboxAuthorAndAddressee() {
    ReportSource source =
        SOURCES.of(
            ("Delivered-To: bounce+4714@shop.example\nFrom: Mail System"
                    + " <MAILER-DAEMON@docomo.ne.jp>\nTo: news@shop.example\n\nx")
                .getBytes(UTF_8),
            "relay",
            RECEIVED_AT);

    assertThat(source.mailbox()).isEqualTo("relay");
    assertThat(source.trusted()).isTrue();
    assertThat(source.author()).isEqualTo("MAILER-DAEMON@docomo.ne.jp");
    assertThat(source.deliveredTo()).isEqualTo("bounce+4714@shop.example");
  }

  private static ReportSource read(String header) {
    return SOURCES.of((header + "Subject: x\n\nx").getBytes(UTF_8), null, RECEIVED_AT);
  }
}
