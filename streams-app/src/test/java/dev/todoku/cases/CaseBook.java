package dev.todoku.cases;

import static dev.todoku.testing.Mail.at;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The cases that are about one message or one recipient: what happens, and who asks for what. */
final class CaseBook {
  private static final String UNKNOWN = "550 5.1.1 User unknown";
  private static final String FULL = "552 5.2.2 Mailbox full";

  private final List<Case> cases = new ArrayList<>();
  private int mails = 50_000;

  /**
   * A case.
   *
   * @param number of the case
   * @param title what happened, for a person
   * @param query the address that is asked for
   * @param book numbers the mails
   * @param happens writes what happens
   */
  record Case(
      int number, Text title, String query, CaseBook book, BiConsumer<CaseBook, Feed> happens) {}

  static List<Case> all() {
    return new CaseBook().cases;
  }

  /** The next mail to a recipient. */
  private CaseMail mail(String recipient) {
    return CaseMail.to(recipient, ++mails);
  }

  private void add(
      int number, String ja, String en, String query, BiConsumer<CaseBook, Feed> happens) {
    cases.add(new Case(number, new Text(ja, en), query, this, happens));
  }

  private void refused(int number, String ja, String en, String to, String reply) {
    add(number, ja, en, to, (book, feed) -> book.mail(to).refused(feed, at("09:00"), reply));
  }

  private CaseBook() {
    addresses();
    waitingAndLate();
    accepted();
    senders();
    services();
    identities();
    others();
    hops();
    doubts();
  }

  private void addresses() {
    refused(
        1,
        "初めてのメールで宛先不明",
        "An unknown user, at the first mail",
        "hanako1@docomo.ne.jp",
        "550 Unknown user hanako1");
    add(
        2,
        "存在しないドメイン（打ち間違い）",
        "A domain that does not exist: a typo",
        "taro2@gmial.com",
        (book, feed) ->
            book.mail("taro2@gmial.com")
                .unroutable(
                    feed,
                    at("09:00"),
                    "5.4.4",
                    "Host or domain name not found. Name service error for name=gmial.com type=A:"
                        + " Host not found"));
    add(
        2,
        "メールを受け取らないと宣言したドメイン（null MX）",
        "A domain that takes no mail (null MX)",
        "a2@nomail.example",
        (book, feed) ->
            book.mail("a2@nomail.example")
                .unroutable(
                    feed,
                    at("09:00"),
                    "5.1.10",
                    "Domain nomail.example does not accept mail (nullMX)"));
    refused(3, "@の前の誤り", "A wrong local part", "taro3@gmail.com", "550 5.1.1 No such user");
    refused(4, "メールボックスの容量超過", "A full mailbox", "full4@example.co.jp", FULL);
    add(
        5,
        "サイズ超過",
        "Too large",
        "big5@example.co.jp",
        (book, feed) ->
            book.mail("big5@example.co.jp")
                .bytes(31_457_280)
                .refused(
                    feed,
                    at("09:00"),
                    "552 5.3.4 Message size exceeds fixed maximum message size of 10485760 bytes",
                    "MAIL FROM"));
    add(
        6,
        "以前は受理していた宛先が宛先不明（ブロックの疑い）",
        "Unknown, though it took mail before: a hidden block is suspected",
        "regular6@example.co.jp",
        (book, feed) -> {
          book.mail("regular6@example.co.jp").accepted(feed, at("08:00"));
          book.mail("regular6@example.co.jp").refused(feed, at("09:00"), UNKNOWN);
        });
    refused(
        8, "理由を示さない拒否", "A refusal without a reason", "quiet8@example.co.jp", "550 5.0.0 Error");
  }

  private void waitingAndLate() {
    add(
        9,
        "一時エラーのあと受理",
        "Deferred, then accepted",
        "slow9@example.co.jp",
        (book, feed) ->
            book.mail("slow9@example.co.jp")
                .deferred(feed, at("09:00"), "451 4.3.0 Try again later")
                .acceptedLater(feed, at("09:40"), at("09:00")));
    add(
        10,
        "再送期限まで一時エラー",
        "Deferred until the queue gave up",
        "lasting10@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("lasting10@example.co.jp");
          mail.deferred(feed, at("09:00"), "452 4.2.2 Mailbox full");
          for (int day = 1; day < 5; day++) {
            mail.deferredAgain(feed, at(day, "09:00"), at("09:00"), "452 4.2.2 Mailbox full");
          }
          mail.expired(feed, at(5, "09:00"));
        });
    add(
        11,
        "受理から2日後にバウンス",
        "Accepted, sent back two days later",
        "late11@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("late11@example.co.jp").accepted(feed, at("09:00"));
          feed.happens(
              mail.bounceMessage(at(2, "10:00"), mail.recipient(), Reason.MAILBOX_FULL, FULL));
        });
    add(
        39,
        "送信から7日後のバウンス",
        "A bounce seven days after the send",
        "week39@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("week39@example.co.jp").accepted(feed, at("09:00"));
          feed.happens(
              mail.bounceMessage(at(7, "08:00"), mail.recipient(), Reason.USER_UNKNOWN, UNKNOWN));
        });
    add(
        40,
        "時計の異なる2台のサーバー",
        "Two servers whose clocks differ",
        "clocks40@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("clocks40@example.co.jp");
          feed.happens(mail.send(at("09:05")));
          feed.happens(mail.delivery(at("09:00")));
        });
  }

  private void accepted() {
    add(
        12,
        "受理、その後は不明",
        "Accepted, and nothing after",
        "unseen12@gmail.com",
        (book, feed) -> book.mail("unseen12@gmail.com").accepted(feed, at("09:00")));
    add(
        13,
        "受理後に破棄することがあるプロバイダー",
        "Accepted by a provider that may drop it",
        "unseen13@softbank.ne.jp",
        (book, feed) -> book.mail("unseen13@softbank.ne.jp").accepted(feed, at("09:00")));
    add(
        14,
        "転送先のエラー",
        "Forwarding failed",
        "forward14@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("forward14@example.co.jp").accepted(feed, at("09:00"));
          feed.happens(
              mail.bounceMessage(at("09:30"), "old14@docomo.ne.jp", Reason.USER_UNKNOWN, UNKNOWN));
        });
    add(
        34,
        "自動応答",
        "A vacation reply",
        "away34@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("away34@example.co.jp").accepted(feed, at("09:00"));
          feed.returned(
              "From: away34@example.co.jp\nTo: news@shop.example\nSubject: Auto: out of office\n"
                  + "Auto-Submitted: auto-replied\nIn-Reply-To: <"
                  + mail.messageId()
                  + ">\n\nI am away until Monday.\n",
              at("09:01"));
        });
    add(
        35,
        "迷惑メール報告",
        "A complaint",
        "angry35@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("angry35@example.co.jp").accepted(feed, at("09:00"));
          feed.happens(new Complaint(mail.messageId(), mail.recipient(), at("10:00"), "abuse"));
        });
    add(
        51,
        "受理されたが、差出人がフリーメール",
        "Taken, with a free-mail address as its From",
        "taken51@example.co.jp",
        (book, feed) ->
            book.mail("taken51@example.co.jp")
                .from("someone@gmail.com")
                .accepted(feed, at("09:00")));
  }

  private void senders() {
    add(
        16,
        "配信停止中のため未送信",
        "Not sent, because the recipient is suppressed",
        "stopped16@example.co.jp",
        (book, feed) -> {
          book.mail("stopped16@example.co.jp").refused(feed, at("09:00"), UNKNOWN);
          CaseMail mail = book.mail("stopped16@example.co.jp");
          feed.happens(mail.send(at(1, "10:00")));
          feed.happens(mail.suppressed(at(1, "10:00")));
        });
    add(
        17,
        "3回目のエラーで配信停止",
        "The third soft failure suppresses",
        "soft17@example.co.jp",
        (book, feed) -> {
          for (int day = 0; day < 3; day++) {
            book.mail("soft17@example.co.jp").refused(feed, at(day, "09:00"), FULL);
          }
        });
    add(
        18,
        "命令でエラー回数を戻す",
        "A command sets the count back",
        "reset18@example.co.jp",
        (book, feed) -> {
          book.mail("reset18@example.co.jp").refused(feed, at("09:00"), UNKNOWN);
          feed.happens(
              new RecipientCommand(
                  "reset18@example.co.jp",
                  at("12:00"),
                  RecipientCommand.Action.RESET,
                  "Suzuki: confirmed by phone"));
        });
    add(
        20,
        "逆引き（PTR）がない",
        "No reverse DNS",
        "ptr20@example.co.jp",
        (book, feed) ->
            book.mail("ptr20@example.co.jp")
                .deferred(
                    feed,
                    at("09:00"),
                    "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.10]"));
    refused(
        21,
        "SPF・DKIM・DMARCの認証失敗",
        "Authentication failed",
        "auth21@gmail.com",
        "550 5.7.26 Unauthenticated email from shop.example is not accepted due to DMARC policy");
    add(
        22,
        "お客様のアドレスを差出人にしたメール",
        "A visitor's own address as From",
        "form22@example.co.jp",
        (book, feed) ->
            book.mail("form22@example.co.jp")
                .from("someone@aol.com")
                .refused(feed, at("09:00"), "550 5.7.1 Message rejected: DMARC policy of aol.com"));
    refused(
        23,
        "送信元IPがブロックリストに載った",
        "The source IP is listed",
        "listed23@outlook.jp",
        "550 5.7.1 Unfortunately, messages from [192.0.2.10] weren't sent. block list (S3140).");
    add(
        24,
        "速度制限",
        "A rate limit",
        "rate24@gmail.com",
        (book, feed) ->
            book.mail("rate24@gmail.com")
                .deferred(
                    feed,
                    at("09:00"),
                    "421 4.7.28 [192.0.2.10] unusual rate of mail originating from your IP address"));
    add(
        27,
        "あるキャンペーンの内容が拒否された",
        "The content of a campaign is refused",
        "content27@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("content27@example.co.jp").campaign("spring");
          feed.happens(mail.send(at("09:00")));
          mail.refused(feed, at("09:00"), "550 5.7.1 Message rejected as spam");
        });
  }

  private void services() {
    service(
        30,
        "配信サービス独自のコード（SHANON）",
        "A service's own code",
        "service30@example.co.jp",
        "SHANON 42550");
    service(
        30,
        "理由を書かないサービスのイベント",
        "A service's event without a reason",
        "plain30@example.co.jp",
        UNKNOWN);
    add(
        42,
        "中継サーバーが引き受け、その先は不明",
        "A relay took it, and says no more",
        "relay42@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("relay42@example.co.jp");
          feed.happens(mail.send(at("09:00")));
          feed.happens(
              delivery(
                  mail, at("09:01"), new NextHop(HopKind.RELAY, "smtp.esp.example", 25, null)));
        });
  }

  private void service(int number, String ja, String en, String to, String reply) {
    add(
        number,
        ja,
        en,
        to,
        (book, feed) -> {
          CaseMail mail = book.mail(to);
          feed.happens(mail.send(at("09:00")));
          feed.happens(bounce(mail, at("09:01"), reply, null));
        });
  }

  private void identities() {
    add(
        36,
        "1通を3人に送り、1人だけバウンス",
        "One Message-ID to three, one bounces",
        "b36@example.co.jp",
        (book, feed) -> {
          CaseMail first = book.mail("a36@example.co.jp");
          for (String to : List.of("a36@example.co.jp", "b36@example.co.jp", "c36@example.co.jp")) {
            feed.happens(
                new CaseMail(first.number(), to, first.host(), first.from(), 0, null, null)
                    .send(at("09:00")));
          }
          CaseMail bounced =
              new CaseMail(
                  first.number(), "b36@example.co.jp", first.host(), first.from(), 0, null, null);
          feed.happens(bounce(bounced, at("09:01"), FULL, null));
        });
    add(
        37,
        "同じMessage-IDを翌日に再送",
        "The same Message-ID sent again next day",
        "twice37@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("twice37@example.co.jp");
          feed.happens(mail.send(at("09:00")));
          feed.happens(mail.delivery(at("09:01")));
          feed.happens(mail.send(at(1, "09:00")));
          feed.happens(bounce(mail, at(1, "09:01"), FULL, null));
        });
    add(
        38,
        "国際化ドメインの宛先",
        "An internationalised address",
        "葉子38@例え.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("葉子38@例え.jp");
          feed.happens(mail.send(at("09:00")));
          feed.happens(mail.delivery(at("09:01")));
          feed.happens(
              mail.bounceMessage(at("09:30"), "葉子38@xn--r8jz45g.jp", Reason.MAILBOX_FULL, FULL));
        });
    add(
        33,
        "送っていないメールのバウンス",
        "A bounce for mail that was never sent",
        "nobody33@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("nobody33@example.co.jp");
          feed.happens(
              mail.bounceMessage(at("09:00"), mail.recipient(), Reason.USER_UNKNOWN, UNKNOWN));
        });
  }

  private void others() {
    add(
        49,
        "同じドメインの一人には届き、一人には届かない",
        "Two people of one domain, of whom one gets it",
        "hana49@team49.example",
        (book, feed) -> {
          for (int colleague = 1; colleague <= 6; colleague++) {
            book.mail("c" + colleague + "@team49.example").accepted(feed, at(5, "09:10"));
          }
          book.mail("hana49@team49.example")
              .refused(feed, at(5, "09:12"), "550 5.7.1 Message rejected by policy");
        });
  }

  private void hops() {
    add(
        43,
        "自社のフィルターが引き受けたあと、再送期限切れ",
        "One's own filter took it, then the queue gave up",
        "filter43@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("filter43@example.co.jp");
          NextHop filter = new NextHop(HopKind.OWN, "127.0.0.1", 10024, null);
          feed.happens(mail.send(at("09:00")));
          feed.happens(delivery(mail, at("09:00"), filter));
          feed.happens(deferral(mail, at("09:10"), "451 4.3.0 Try again later", null));
          Bounce expiry = bounce(mail, at(5, "09:00"), "", Reason.EXPIRED);
          feed.happens(withKind(expiry, Bounce.Kind.QUEUE_EXPIRY));
        });
    add(
        44,
        "自社のフィルターが拒否",
        "One's own filter refused it",
        "filter44@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("filter44@example.co.jp");
          feed.happens(mail.send(at("09:00")));
          feed.happens(
              Bounce.builder(mail.messageId(), mail.recipient(), at("09:01"))
                  .kind(Bounce.Kind.IN_BAND)
                  .reply(SmtpReply.of("554 5.7.1 rejected by content filter"))
                  .nextHop(new NextHop(HopKind.OWN, "filter.shop.example", 10024, null))
                  .build());
        });
  }

  private void doubts() {
    add(
        45,
        "配信停止、解除、再送、開封",
        "Suppressed, reset, sent, opened",
        "again45@example.co.jp",
        (book, feed) -> {
          book.mail("again45@example.co.jp").refused(feed, at("09:00"), UNKNOWN);
          feed.happens(
              new RecipientCommand(
                  "again45@example.co.jp",
                  at("12:00"),
                  RecipientCommand.Action.RESET,
                  "address corrected"));
          CaseMail mail = book.mail("again45@example.co.jp").accepted(feed, at(1, "09:00"));
          feed.happens(
              new Engagement(
                  mail.messageId(), mail.recipient(), at(1, "10:00"), Engagement.Kind.OPEN));
        });
    add(
        46,
        "送ったメールについての偽のバウンス",
        "A forged bounce for mail that was sent",
        "forged46@example.co.jp",
        (book, feed) -> {
          CaseMail mail = book.mail("forged46@example.co.jp").accepted(feed, at("09:00"));
          feed.returned(
              ReturnedMail.forged(mail.recipient()).naming(mail.messageId()).dsn(at("10:00")),
              at("10:00"));
        });
    service(
        50,
        "RFC 5321に反するアドレス",
        "An address that breaks RFC 5321",
        "a..b50@docomo.ne.jp",
        "553 5.1.3 Bad recipient address syntax");
    service(
        6,
        "初めてのメールで、意味の確定しない宛先不明",
        "Called unknown at the first mail by a reply that may mean something else",
        "doubt6@example.co.jp",
        "550 5.1.0 Address rejected");
  }

  private static Bounce bounce(CaseMail mail, long time, String reply, Reason reason) {
    return Bounce.builder(mail.messageId(), mail.recipient(), time)
        .kind(Bounce.Kind.IN_BAND)
        .reason(reason)
        .reply(reply.isEmpty() ? null : SmtpReply.of(reply))
        .build();
  }

  private static Bounce withKind(Bounce bounce, Bounce.Kind kind) {
    return bounce.toBuilder().kind(kind).build();
  }

  private static Deferral deferral(CaseMail mail, long time, String reply, NextHop hop) {
    return Deferral.builder(mail.messageId(), mail.recipient(), time)
        .remoteHost("mx.example.co.jp")
        .reply(SmtpReply.of(reply))
        .origin(mail.origin())
        .nextHop(hop)
        .build();
  }

  private static Delivery delivery(CaseMail mail, long time, NextHop hop) {
    return Delivery.builder(mail.messageId(), mail.recipient(), time)
        .reply(SmtpReply.of("250 2.0.0 Ok"))
        .origin(mail.origin())
        .nextHop(hop)
        .build();
  }

  /** Somebody's mail long after all cases, by which they are known to be over. */
  static Send last() {
    return CaseMail.to("last@example.co.jp", 99_999).send(at(9, "09:00"));
  }
}
