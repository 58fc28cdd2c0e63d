package dev.todoku.intake.postfix;

/**
 * Queue ids. The short form is in hexadecimal and is used again soon. The long form ({@code
 * enable_long_queue_ids}) never is, and shows when the message was queued: the seconds in base 52
 * (at least six digits), the microseconds (four digits), a "z", and the file's inode in base 51.
 */
final class QueueId {
  private static final String BASE_52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
  private static final int SHORTEST = 6;
  private static final int LONGEST = 32;
  private static final int SECONDS_DIGITS = 6;
  private static final int MICROS_DIGITS = 4;
  private static final byte[] DIGITS = digits();

  private QueueId() {}

  /** Whether a queue id stands there. Words are none: base 52 has no vowels. */
  static boolean is(String text, int from, int to) {
    if (to - from < SHORTEST || to - from > LONGEST) {
      return false;
    }
    boolean isHexadecimal = true;
    boolean isBase52 = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      isHexadecimal &= (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
      isBase52 &= digit(c) >= 0;
    }
    return isHexadecimal || isBase52;
  }

  /** Whether {@code queueId} is of the form that is never used again. */
  static boolean isUnique(String queueId) {
    return queueId.lastIndexOf('z') >= SECONDS_DIGITS + MICROS_DIGITS;
  }

  /** When the message was queued, 0 when the id does not say. */
  static long time(String queueId) {
    if (!isUnique(queueId)) {
      return 0;
    }
    int end = queueId.lastIndexOf('z');
    long seconds = number(queueId, 0, end - MICROS_DIGITS);
    long micros = number(queueId, end - MICROS_DIGITS, end);
    long time = seconds * 1000 + micros / 1000;
    return seconds > 0 && micros >= 0 && micros < 1_000_000 && LogClock.isSane(time) ? time : 0;
  }

  private static long number(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0) {
        return -1;
      }
      value = value * BASE_52.length() + digit;
    }
    return value;
  }

  private static int digit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }

  private static byte[] digits() {
    byte[] digits = new byte[128];
    for (int c = 0; c < digits.length; c++) {
      digits[c] = (byte) BASE_52.indexOf(c);
    }
    return digits;
  }
}
