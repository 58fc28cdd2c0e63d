package dev.todoku.config;

import dev.todoku.dns.ResolverAddress;
import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.types.Password;

/** Checks of values that a range or a list of words does not express. */
final class Checks {
  /** What Kafka allows in the names of topics, which begin with it. */
  private static final Pattern APPLICATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}");

  /** Shorter ones can be guessed. */
  private static final int SHORTEST_TOKEN = 16;

  private static final Pattern TOKEN = Pattern.compile("[!-~]{" + SHORTEST_TOKEN + ",}");

  /** Whoever guesses it can try addresses: 128 bits in hexadecimal. */
  private static final int SHORTEST_PSEUDONYM_KEY = 32;

  private static final int SHORTEST_VERP_SECRET = 32;

  private static final String SYSTEM_ZONE = "system";

  private Checks() {}

  static Validator applicationId() {
    return check(
        ErrorText.of("expected.applicationId"),
        value -> require(APPLICATION_ID.matcher((String) value).matches()));
  }

  static Validator replicationFactor() {
    return check(
        ErrorText.of("expected.replicationFactor"),
        value -> {
          int factor = (Integer) value;
          require(factor != 0 && factor >= -1 && factor <= Short.MAX_VALUE);
        });
  }

  static Validator zone() {
    return check(ErrorText.of("expected.zone"), Checks::zoneOf);
  }

  static Validator resolvers() {
    return check(
        ErrorText.of("expected.hostsAndPorts"),
        value -> ((List<?>) value).forEach(entry -> ResolverAddress.parse((String) entry)));
  }

  static Validator hostToIp() {
    return check(ErrorText.of("expected.hostToIp"), Checks::hostToIpOf);
  }

  static Validator numbersByName() {
    return check(ErrorText.of("expected.numbersByName"), Checks::numberByNameOf);
  }

  static Validator hostAndPort() {
    return check(
        ErrorText.of("expected.hostAndPort"),
        value ->
            require(((String) value).isEmpty() || HOST_AND_PORT.matcher((String) value).matches()));
  }

  static Validator token() {
    return check(
        ErrorText.of("expected.token", SHORTEST_TOKEN),
        value -> {
          String token = ((Password) value).value();
          require(token.isEmpty() || TOKEN.matcher(token).matches());
        });
  }

  static Validator pseudonymKey() {
    return check(
        ErrorText.of("expected.pseudonymKey", SHORTEST_PSEUDONYM_KEY),
        value -> {
          int length = ((Password) value).value().length();
          require(length == 0 || length >= SHORTEST_PSEUDONYM_KEY);
        });
  }

  static Validator verpSecret() {
    return check(
        ErrorText.of("expected.verpSecret", SHORTEST_VERP_SECRET),
        value -> {
          int length = ((Password) value).value().length();
          require(length == 0 || length >= SHORTEST_VERP_SECRET);
        });
  }

  static ZoneId zoneOf(Object value) {
    return value.equals(SYSTEM_ZONE) ? ZoneId.systemDefault() : ZoneId.of((String) value);
  }

  static Map<String, Integer> numberByNameOf(Object value) {
    return hostToIpOf(value).entrySet().stream()
        .peek(entry -> require(Integer.parseInt(entry.getValue()) > 0))
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> Integer.valueOf(entry.getValue())));
  }

  static Map<String, String> hostToIpOf(Object value) {
    return ((List<?>) value)
        .stream()
            .map(entry -> ((String) entry).split("=", -1))
            .peek(pair -> require(pair.length == 2 && !pair[0].isBlank() && !pair[1].isBlank()))
            .collect(
                Collectors.toUnmodifiableMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
  }

  private static void require(boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException();
    }
  }

  private static Validator check(ErrorText expected, Consumer<Object> check) {
    return LambdaValidator.with(
        (key, value) -> {
          try {
            check.accept(value);
          } catch (DateTimeException | IllegalArgumentException | IllegalStateException e) {
            throw new WrongConfig("config.expected", key, String.valueOf(value), expected);
          }
        },
        () -> expected.in(Language.EN));
  }
}
