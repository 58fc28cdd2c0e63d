package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostileBouncesTest {
  private static final int MEGABYTE = 1 << 20;
  private static final List<byte[]> SAMPLES = Samples.NAMES.stream().map(Samples::read).toList();
  private static final List<String> HOSTILE_BITS =
      List.of(
          "Final-Recipient: rfc822; ",
          "Action: failed\n",
          "Status: 5.999.999\n",
          "Diagnostic-Code: smtp; =?utf-8?q?=E3?= =?nope?b?AAA?=\n",
          "Message-ID: <>\n",
          "<<<<<<<@@@@@@@>>>>>>>: 550 550 550\n",
          ">>> RCPT TO:<a@x.test>\n<<< 550\n",
          "--- Below this line is a copy of the message.\n\n",
          "Received: x\n",
          "\u001b$B",
          "&#x;<style>",
          "Content-Type: text/html; charset=utf-16\n",
          "Content-Type: message/feedback-report\n",
          "{\"notificationType\":\"Bounce\",\"bounce\":[[[[",
          "Date: Sat, 99 Nov 9999 99:99:99 +9999\n",
          "Content-Transfer-Encoding: base64\n",
          "Content-Type: multipart/mixed; boundary=\"\"\n",
          "\n\n",
          "\r\n\r\n",
          "\0\u00ff\u0100",
          "utf-8; \\x{10FFFFF}@\\x{D800}",
          "@xn--\u3042.\u3042" + "\u3042".repeat(80));

  private final BounceReader reader = new BounceReader(ReplyRules.load());

  /** {@code -Dtodoku.mutations=1000000} for the long run, {@code -Dtodoku.seed=…} for one again. */
  @Test
  void mutatedMessagesNeverThrow() {
    long seed = Long.getLong("todoku.seed", 7);
    int rounds = Integer.getInteger("todoku.mutations", 20_000);
    Random random = new Random(seed);
    long slowest = 0;
    for (int i = 0; i < rounds; i++) {
      byte[] message = mutated(random);
      int round = i;
      long start = System.nanoTime();
      assertThatCode(() -> reader.read(message, Samples.RECEIVED_AT))
          .as(() -> "seed " + seed + ", message " + round)
          .doesNotThrowAnyException();
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    assertThat(slowest / 1_000_000).as("ms for the slowest, seed " + seed).isLessThan(5_000);
  }

  @Test
  @Timeout(20)
  void messageOfThirtyMegabytesIsRead() {
    String report =
        new String(Samples.read("postfix-failed-multi-1-4.2.2"), StandardCharsets.UTF_8);
    String line = "x".repeat(76) + "\n";
    byte[] message =
        report
            .replace("\nx\n", "\n" + line.repeat(30 * MEGABYTE / line.length()) + "\n")
            .getBytes(StandardCharsets.UTF_8);

    assertReadCheaply(message);
  }

  @Test
  @Timeout(20)
  void messageOfTenThousandPartsIsRead() {
    StringBuilder message = new StringBuilder("From: MAILER-DAEMON@x.test\n");
    message.append("Content-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < 10_000; i++) {
      message.append("--b\nContent-Type: text/plain\n\n<a").append(i).append("@x.test>: 550 no\n");
    }
    assertReadCheaply(message.append("--b--\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Within a second and 64 MB, the message itself not counted; the first time warms up. */
  private void assertReadCheaply(byte[] message) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    reader.read(message, Samples.RECEIVED_AT);
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long start = threads.getCurrentThreadCpuTime();

    Reading reading = reader.read(message, Samples.RECEIVED_AT);

    assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(1_000_000_000L);
    assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(64L * MEGABYTE);
    assertThat(reading).isInstanceOf(Reading.Report.class);
  }

  @Test
  @Timeout(10)
  void anyTimeOfReceiptIsBorne() {
    for (long time : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(reader.read(SAMPLES.get(0), time)).isNotNull();
    }
  }

  @Test
  @Timeout(10)
  void headerOfMegabytesIsNotUnderstood() {
    assertThat(read("Subject: " + "x".repeat(3 * MEGABYTE) + "\n\nhi\n"))
        .isInstanceOf(Reading.NotUnderstood.class);
    assertThat(read("X: y\n".repeat(MEGABYTE / 2) + "\nhi\n"))
        .isInstanceOf(Reading.NotUnderstood.class);
  }

  @Test
  @Timeout(10)
  void nestedPartsAreNotUnderstood() {
    StringBuilder message =
        new StringBuilder(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b0\n\n");
    for (int i = 0; i < 5_000; i++) {
      message
          .append("--b")
          .append(i)
          .append("\nContent-Type: multipart/mixed; boundary=b")
          .append(i + 1)
          .append("\n\n");
    }
    assertThat(read(message.toString())).isInstanceOf(Reading.NotUnderstood.class);
  }

  @Test
  @Timeout(10)
  void bodyOfMegabyteIsRead() {
    String report =
        new String(Samples.read("postfix-failed-multi-1-4.2.2"), StandardCharsets.UTF_8);

    assertThat(read(report.replace("\nx\n", "\n" + "x".repeat(MEGABYTE) + "\n")))
        .isInstanceOf(Reading.Report.class);
    assertThat(read("From: a@x.test\n\n" + "x".repeat(MEGABYTE)))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @Test
  @Timeout(20)
  void statusMadeToBeSlowIsReadInTime() {
    for (String bit :
        List.of(
            "=?", "=?a?b?", "=?utf-8?b?QQ==?= ", "   ", "a@", "5.1.", "((", "\"\\", "\n\n", "x;")) {
      String field = bit.repeat(90_000 / bit.length());
      String recipient =
          "Final-Recipient: rfc822; a@x.test\nAction: failed\nDiagnostic-Code: smtp; "
              + field
              + "\n\n";
      assertThat(
              read(
                  "From: "
                      + field.strip()
                      + "\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
                      + "Reporting-MTA: dns; "
                      + field
                      + "\n\n"
                      + recipient.repeat(10)
                      + "\n--b--\n"))
          .isNotNull();
    }
  }

  private Reading read(String message) {
    return reader.read(message.getBytes(StandardCharsets.UTF_8), Samples.RECEIVED_AT);
  }

  private static byte[] mutated(Random random) {
    byte[] message = any(random).clone();
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      message =
          switch (random.nextInt(5)) {
            case 0 -> flipped(message, random);
            case 1 -> Arrays.copyOf(message, random.nextInt(message.length + 1));
            case 2 -> spliced(message, any(random), random);
            case 3 -> inserted(message, bit(random), 1, random);
            default -> inserted(message, bit(random), 1 + random.nextInt(200), random);
          };
    }
    return message;
  }

  private static byte[] any(Random random) {
    return SAMPLES.get(random.nextInt(SAMPLES.size()));
  }

  private static byte[] bit(Random random) {
    return HOSTILE_BITS.get(random.nextInt(HOSTILE_BITS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] flipped(byte[] message, Random random) {
    for (int i = random.nextInt(20); i >= 0 && message.length > 0; i--) {
      message[random.nextInt(message.length)] = (byte) random.nextInt(256);
    }
    return message;
  }

  private static byte[] spliced(byte[] head, byte[] tail, Random random) {
    int from = random.nextInt(tail.length + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head, 0, random.nextInt(head.length + 1));
    out.write(tail, from, tail.length - from);
    return out.toByteArray();
  }

  private static byte[] inserted(byte[] message, byte[] bit, int times, Random random) {
    int at = random.nextInt(message.length + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(message, 0, at);
    for (int i = 0; i < times; i++) {
      out.writeBytes(bit);
    }
    out.write(message, at, message.length - at);
    return out.toByteArray();
  }
}
