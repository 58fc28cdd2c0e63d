package dev.todoku.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Lines of logs as servers write them: of each message its arrival, its attempts and its end. */
final class ParserLines {
  private ParserLines() {}

  /** About {@code count} lines of each log, by the name of its format. */
  static Map<String, List<String>> of(int count) {
    Map<String, List<String>> logs = new LinkedHashMap<>();
    logs.put("postfix", lines(count, List.of(), ParserLines::postfix));
    logs.put("exim", lines(count, List.of(), ParserLines::exim));
    logs.put("sendmail", lines(count, List.of(), ParserLines::sendmail));
    logs.put("opensmtpd", lines(count, List.of(), ParserLines::openSmtpd));
    logs.put("powermta", lines(count, List.of(POWERMTA), ParserLines::powerMta));
    logs.put("exchange", lines(count, List.of(EXCHANGE), ParserLines::exchange));
    logs.put("exchange-trace", lines(count, List.of(TRACE), ParserLines::trace));
    logs.put("kumomta", lines(count, List.of(), ParserLines::kumoMta));
    logs.put("halon", lines(count, List.of(), ParserLines::halon));
    logs.put("haraka", lines(count, List.of(), ParserLines::haraka));
    logs.put("stalwart", lines(count, List.of(), ParserLines::stalwart));
    return logs;
  }

  private static List<String> lines(
      int count, List<String> header, IntFunction<List<String>> message) {
    List<String> lines = new ArrayList<>(count + 8);
    lines.addAll(header);
    for (int i = 0; lines.size() < count; i++) {
      lines.addAll(message.apply(i));
    }
    return lines;
  }

  private static List<String> postfix(int i) {
    String head = "Nov 20 10:%02d:%02d mx1 postfix/".formatted(i / 60 % 60, i % 60);
    String id = "4Xk%07dz".formatted(i);
    return List.of(
        head + "smtpd[201]: " + id + ": client=app.shop.example[192.0.2.10]",
        head + "cleanup[202]: " + id + ": message-id=<" + i + ".4711@shop.example>",
        head
            + "qmgr[203]: "
            + id
            + ": from=<bounce+"
            + i
            + "@shop.example>, size=18234, nrcpt=1 (queue active)",
        head
            + "smtp[204]: "
            + id
            + ": to=<user"
            + i
            + "@mail.example.jp>, relay=mx.mail.example.jp[203.0.113.9]:25, delay=1.2,"
            + " delays=0.1/0/0.5/0.6, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4cXk2P)",
        head + "qmgr[203]: " + id + ": removed");
  }

  private static List<String> exim(int i) {
    String head =
        "2026-11-20 10:%02d:%02d.123 +0900 [101] 1sAbCd-0000%07d-0XyZ "
            .formatted(i / 60 % 60, i % 60, i);
    return List.of(
        head
            + "<= bounce+"
            + i
            + "@shop.example H=app.shop.example [192.0.2.10]:40001 P=esmtps"
            + " X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=18234 id="
            + i
            + ".4711@shop.example T=\"order\" for user"
            + i
            + "@mail.example.jp",
        head
            + "== user"
            + i
            + "@mail.example.jp R=dnslookup T=remote_smtp defer (-44) H=mx.mail.example.jp"
            + " [203.0.113.9] DT=1s: SMTP error from remote mail server after RCPT TO:<user"
            + i
            + "@mail.example.jp>: 451 4.7.1 greylisted",
        head
            + "=> user"
            + i
            + "@mail.example.jp R=dnslookup T=remote_smtp H=mx.mail.example.jp [203.0.113.9]"
            + " X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes K C=\"250 2.0.0 OK id=4cXk2P\" QT=3s"
            + " DT=1s",
        head + "Completed QT=3s");
  }

  private static List<String> sendmail(int i) {
    String head =
        "Nov 20 10:%02d:%02d mx1 sendmail[2001]: 4AK100%08d: ".formatted(i / 60 % 60, i % 60, i);
    return List.of(
        head
            + "from=<bounce+"
            + i
            + "@shop.example>, size=18234, class=0, nrcpts=1, msgid=<"
            + i
            + ".4711@shop.example>, proto=ESMTPS, daemon=MTA, relay=app.shop.example [192.0.2.10]",
        head
            + "to=<user"
            + i
            + "@mail.example.jp>, delay=00:00:02, xdelay=00:00:01, mailer=esmtp, pri=138234,"
            + " relay=mx.mail.example.jp. [203.0.113.9], dsn=4.7.1, reply=451 4.7.1 greylisted,"
            + " stat=Deferred: 451 4.7.1 greylisted",
        head
            + "to=<user"
            + i
            + "@mail.example.jp>, delay=00:10:02, xdelay=00:00:01, mailer=esmtp, pri=138234,"
            + " relay=mx.mail.example.jp. [203.0.113.9], dsn=2.0.0, stat=Sent (OK queued as"
            + " 4cXk2P)");
  }

  private static List<String> openSmtpd(int i) {
    String head =
        "Nov 20 10:%02d:%02d mx1 smtpd[301]: 5f2a1b2c3d4e5f60 ".formatted(i / 60 % 60, i % 60);
    String envelope = "%016x".formatted(i);
    String who = " from=<bounce+" + i + "@shop.example> to=<user" + i + "@mail.example.jp>";
    return List.of(
        head + "smtp connected address=192.0.2.10 host=app.shop.example",
        head + "smtp envelope evpid=" + envelope + who,
        head
            + "mta delivery evpid="
            + envelope
            + who
            + " rcpt=<-> source=\"198.51.100.70\" relay=\"203.0.113.9 (mx.mail.example.jp)\""
            + " delay=2s result=\"TempFail\" stat=\"451 4.7.1 greylisted\"",
        head
            + "mta delivery evpid="
            + envelope
            + who
            + " rcpt=<-> source=\"198.51.100.70\" relay=\"203.0.113.9 (mx.mail.example.jp)\""
            + " delay=10m2s result=\"Ok\" stat=\"250 2.0.0 OK queued as 4cXk2P\"");
  }

  private static final String POWERMTA =
      "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,srcType,srcMta,dlvType,dlvSourceIp,dlvDestinationIp,dlvSize,vmta,jobId,envId,header_Message-Id";

  private static List<String> powerMta(int i) {
    String who = ",bounce+" + i + "@shop.example,user" + i + "@mail.example.jp,,";
    String tail =
        ",mx.mail.example.jp (203.0.113.9),,smtp,app"
            + " (192.0.2.10),smtp,198.51.100.60,203.0.113.9,18234,vmta1,autumn,"
            + i
            + ",<"
            + i
            + ".4711@shop.example>";
    return List.of(
        "r,1795136400,1795136400"
            + who
            + ",,,,,smtp,app (192.0.2.10),,,,18234,,autumn,"
            + i
            + ",<"
            + i
            + ".4711@shop.example>",
        "t,1795136402,1795136400"
            + who
            + "delayed,4.7.1 (delivery not authorized),\"smtp;451 4.7.1 \"\"greylisted\"\", try"
            + " later\""
            + tail,
        "d,1795137002,1795136400"
            + who
            + "relayed,2.0.0 (success),smtp;250 2.0.0 OK queued as 4cXk2P"
            + tail);
  }

  private static final String EXCHANGE =
      "#Fields:"
          + " date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,message-subject,sender-address,return-path,directionality";

  private static List<String> exchange(int i) {
    String tail =
        ","
            + i
            + ",<"
            + i
            + ".4711@shop.example>,0a1b2c3d-"
            + i
            + ",user"
            + i
            + "@mail.example.jp,";
    String end = ",18234,1,order,info@shop.example,info@shop.example,Originating";
    return List.of(
        "2026-11-20T01:00:00.100Z,192.0.2.10,app,10.0.0.1,EX1,,EX1\\Default EX1,SMTP,RECEIVE"
            + tail
            + end,
        "2026-11-20T01:00:00.200Z,,EX1,,,,,AGENT,AGENTINFO" + tail + end,
        "2026-11-20T01:00:02.100Z,10.0.0.1,EX1,203.0.113.9,mx.mail.example.jp,08DC;250 2.0.0 OK"
            + " queued as 4cXk2P;ClientSubmitTime:,Internet,SMTP,SENDEXTERNAL"
            + tail
            + "250 2.1.5 Recipient OK"
            + end);
  }

  private static final String TRACE =
      "\"Received\",\"SenderAddress\",\"RecipientAddress\",\"Subject\",\"Status\",\"ToIP\",\"FromIP\",\"Size\",\"MessageId\",\"MessageTraceId\"";

  private static List<String> trace(int i) {
    return List.of(
        "\"2026-11-20T01:00:00.1000000Z\",\"info@shop.example\",\"user"
            + i
            + "@mail.example.jp\",\"order\",\"Delivered\",\"203.0.113.9\",\"192.0.2.10\",\"18234\",\"<"
            + i
            + ".4711@shop.example>\",\"0a1b2c3d-"
            + i
            + "\"");
  }

  private static List<String> kumoMta(int i) {
    return List.of(
        kumoMta(
            i,
            "Reception",
            "{\"code\": 250, \"enhanced_code\": null, \"content\": \"OK"
                + " ids=1d98076abbbc11ed940250ebf67f93bd\", \"command\": \".\"}"),
        kumoMta(
            i,
            "TransientFailure",
            "{\"code\": 451, \"enhanced_code\": {\"class\": 4, \"subject\": 7, \"detail\": 1},"
                + " \"content\": \"greylisted\", \"command\": \"RCPT TO\"}"),
        kumoMta(
            i,
            "Delivery",
            "{\"code\": 250, \"enhanced_code\": {\"class\": 2, \"subject\": 0, \"detail\": 0},"
                + " \"content\": \"OK queued as 4cXk2P\", \"command\": \".\"}"));
  }

  private static String kumoMta(int i, String type, String response) {
    return "{\"type\": \""
        + type
        + "\", \"id\": \"1d98076abbbc11ed9402"
        + i
        + "\", \"sender\": \"bounce+"
        + i
        + "@shop.example\", \"recipient\": \"user"
        + i
        + "@mail.example.jp\", \"queue\": \"autumn:shop@mail.example.jp\", \"site\":"
        + " \"src1->mx.mail.example.jp@smtp_client\", \"size\": 18234, \"response\": "
        + response
        + ", \"peer_address\": {\"name\": \"mx.mail.example.jp.\", \"addr\": \"203.0.113.9\"},"
        + " \"timestamp\": 1795136402, \"created\": 1795136400, \"num_attempts\": 1,"
        + " \"bounce_classification\": \"Uncategorized\", \"egress_pool\": \"pool1\","
        + " \"egress_source\": \"src1\", \"source_address\": {\"address\":"
        + " \"198.51.100.50:40211\"}, \"feedback_report\": null, \"meta\": {}, \"headers\":"
        + " {\"Message-ID\": \"<"
        + i
        + ".4711@shop.example>\"}, \"delivery_protocol\": \"ESMTP\", \"reception_protocol\":"
        + " \"ESMTP\", \"nodeid\": \"557f3ad4-2c8c-11ee-976e-782d7e12e173\"}";
  }

  private static List<String> halon(int i) {
    return List.of(
        "{\"time\": 1795143600, \"message\": {\"id\": {\"transaction\": \"18c190a3-"
            + i
            + "\", \"queue\": 9}, \"sender\": {\"localpart\": \"bounce+4711\", \"domain\":"
            + " \"shop.example\"}, \"recipient\": {\"localpart\": \"user"
            + i
            + "\", \"domain\": \"mail.example.jp\"}, \"transportid\": \"mailtransport:1\","
            + " \"jobid\": \"autumn\", \"messageid\": \""
            + i
            + "@shop.example\"}, \"arguments\": {\"retry\": 3, \"grouping\": \"&exampledomains\","
            + " \"attempt\": {\"connection\": {\"localip\": \"198.51.100.80\", \"remoteip\":"
            + " \"203.0.113.9\", \"remotemx\": \"mx.mail.example.jp\"}, \"duration\": 1.012,"
            + " \"result\": {\"code\": 250, \"enhanced\": [2, 0, 0], \"reason\": [\"OK\"],"
            + " \"state\": \"EOD\"}}}}");
  }

  private static List<String> haraka(int i) {
    return List.of(
        "{\"hook\": \"deferred\", \"time\": 1795136402000, \"uuid\": \"3E6A5D1C-"
            + i
            + ".1.1\", \"delay\": 64, \"err\": \"Some recipients temp failed\", \"fail_recips\":"
            + " [{\"address\": \"user"
            + i
            + "@mail.example.jp\", \"reason\": \"greylisted\", \"dsn_status\": \"4.7.1\","
            + " \"dsn_smtp_code\": 451}], \"messageId\": \""
            + i
            + "@shop.example\"}",
        "{\"hook\": \"delivered\", \"time\": 1795136466000, \"uuid\": \"3E6A5D1C-"
            + i
            + ".1.1\", \"rcpts\": [\"user"
            + i
            + "@mail.example.jp\"], \"host\": \"mx.mail.example.jp\", \"ip\": \"203.0.113.9\","
            + " \"response\": \"2.0.0 OK queued as 4cXk2P\", \"delay\": 66.1, \"port\": 25,"
            + " \"mode\": \"SMTP\", \"secured\": true, \"messageId\": \""
            + i
            + "@shop.example\"}");
  }

  private static List<String> stalwart(int i) {
    return List.of(
        "{\"id\":\"1\",\"createdAt\":\"2026-07-01T01:00:00Z\",\"type\":\"queue.message-queued\",\"data\":{\"queueId\":"
            + i
            + ",\"from\":\"app@shop.example\",\"to\":[\"user"
            + i
            + "@mail.example.jp\"],\"messageId\":\""
            + i
            + "@shop.example\",\"size\":5}}",
        "{\"id\":\"2\",\"createdAt\":\"2026-07-01T01:00:04Z\",\"type\":\"delivery.delivered\",\"data\":{\"queueId\":"
            + i
            + ",\"hostname\":\"mx.mail.example.jp\",\"to\":\"user"
            + i
            + "@mail.example.jp\",\"code\":250,\"details\":\"OK queued as"
            + " 4cXk2P\",\"elapsed\":120}}");
  }
}
