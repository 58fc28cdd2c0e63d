package dev.todoku.evidence;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many random bits a Message-ID, ENVID or token has at least, judged by its looks. Who knows a
 * name with many of them has seen the message.
 *
 * <p>The judgement errs to the low side. Digits alone are a time, a counter or a customer number,
 * letters alone a word, whatever their length; only the longest unbroken run counts, since programs
 * put times, process ids and host names side by side. What programs are known to make of times and
 * counters has none. A hash of something that can be guessed cannot be distinguished from random
 * bits: do not make Message-IDs so.
 */
public final class GuessableName {
  /** Random bits from which on nobody guesses a name. */
  public static final int ENOUGH_BITS = 64;

  private static final Pattern UUID =
      Pattern.compile(
          "(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "(?![0-9a-f])");

  /** RFC 9562: 128 bits less those of version and variant. */
  private static final int UUID_BITS = 122;

  /** Python's make_msgid, as Django uses it: time, process and 64 random bits in decimal. */
  private static final Pattern PYTHON =
      Pattern.compile("\\d{12,18}\\.\\d{1,7}\\.\\d{18,20}(\\.\\S+)?");

  /** Postfix and Sendmail: the time, and a queue id, which is made of the time too. */
  private static final Pattern QUEUE_ID =
      Pattern.compile("\\d{12,14}\\.[0-9A-Za-z]{5,20}(\\.\\S+)?");

  /** Ruby's mail: time, process, thread, counter. */
  private static final Pattern RUBY = Pattern.compile("[0-9a-f]{10,15}_[0-9a-f]{6,40}(\\.\\S+)?");

  /** Exim: time, process, fraction of a second. */
  private static final Pattern EXIM =
      Pattern.compile("E?[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}");

  private static final Pattern RUN = Pattern.compile("[0-9A-Za-z]+");
  private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z]+");

  /** A longer part of one kind within a run is a number or a word. */
  private static final int LONGEST_DIGITS = 6;

  private static final int LONGEST_LETTERS = 5;

  private static final int HEX_BITS = 4;

  /** log2(36) = 5.2 and log2(62) = 6.0, less what is left to doubt. */
  private static final int LETTER_BITS = 5;

  private GuessableName() {}

  /** Whether nobody guesses {@code name}; false for null. */
  public static boolean isUnguessable(@Nullable String name) {
    return name != null && bits(name) >= ENOUGH_BITS;
  }

  /** Random bits that {@code name} has at least, without those of a domain after its last "@". */
  public static int bits(String name) {
    int at = name.lastIndexOf('@');
    String local = at < 0 ? name : name.substring(0, at);
    Matcher uuid = UUID.matcher(local.toLowerCase(Locale.ROOT));
    if (uuid.find()) {
      return uuid.group(1).equals("4") ? UUID_BITS : 0;
    }
    if (PYTHON.matcher(local).matches()) {
      return ENOUGH_BITS;
    }
    if (QUEUE_ID.matcher(local).matches()
        || RUBY.matcher(local).matches()
        || EXIM.matcher(local).matches()) {
      return 0;
    }
    return RUN.matcher(local).results().mapToInt(run -> ofRun(run.group())).max().orElse(0);
  }

  /** Of letters and digits without anything between them. */
  private static int ofRun(String run) {
    int random =
        PART.matcher(run)
            .results()
            .map(part -> part.group())
            .filter(part -> part.length() <= longest(part))
            .mapToInt(String::length)
            .sum();
    boolean isMixed = run.chars().anyMatch(Character::isDigit) && hasLetter(run);
    return isMixed || isOfBothCases(run) ? random * (isHex(run) ? HEX_BITS : LETTER_BITS) : 0;
  }

  private static int longest(String part) {
    return Character.isDigit(part.charAt(0))
        ? LONGEST_DIGITS
        : isOfBothCases(part) ? Integer.MAX_VALUE : LONGEST_LETTERS;
  }

  private static boolean hasLetter(String run) {
    return run.chars().anyMatch(Character::isLetter);
  }

  /** Small and capital letters in turn, not a word with a capital or two. */
  private static boolean isOfBothCases(String run) {
    long capitals = run.chars().filter(Character::isUpperCase).count();
    long small = run.chars().filter(Character::isLowerCase).count();
    return 4 * Math.min(capitals, small) >= run.length();
  }

  private static boolean isHex(String run) {
    return run.chars()
        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
  }
}
