package dev.todoku.bounce;

import dev.todoku.schema.Address;
import dev.todoku.schema.ReportSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For which domains our own receiving server authenticated a message (RFC 8601). It removes from
 * what comes in the fields that bear its own name, and puts its own on top.
 */
final class AuthenticationResults {
  private static final String FIELD = "Authentication-Results";

  private static final Pattern PASSED =
      Pattern.compile("^\\s*(dkim|spf|dmarc)\\s*=\\s*pass\\b(.*)", Pattern.CASE_INSENSITIVE);

  /** By method, the properties that name the domain, the best first. */
  private static final List<Property> PROPERTIES =
      List.of(
          new Property("dkim", "header.d"),
          new Property("dkim", "header.i"),
          new Property("spf", "smtp.mailfrom"),
          new Property("spf", "smtp.helo"),
          new Property("dmarc", "header.from"));

  private AuthenticationResults() {}

  private record Property(String method, Pattern value) {
    Property(String method, String name) {
      this(
          method,
          Pattern.compile(
              "(?<!\\S)" + Pattern.quote(name) + "\\s*=\\s*\"?([^\\s\";]+)",
              Pattern.CASE_INSENSITIVE));
    }
  }

  /**
   * The domains, in lower case.
   *
   * @param authservIds names of our own servers, in lower case
   */
  static List<String> domains(Fields header, Set<String> authservIds) {
    if (authservIds.isEmpty()) {
      return List.of();
    }
    List<String> domains = new ArrayList<>();
    for (String field : ofOurs(header, authservIds)) {
      for (String result : withoutComments(field).split(";", -1)) {
        Matcher passed = PASSED.matcher(result);
        if (passed.find()) {
          add(passed.group(1).toLowerCase(Locale.ROOT), passed.group(2), domains);
        }
      }
    }
    return domains.stream().distinct().limit(ReportSource.DOMAINS).toList();
  }

  /** Those above all fields Received, which nobody else can have put there; else the first. */
  private static List<String> ofOurs(Fields header, Set<String> authservIds) {
    List<String> onTop = own(header.allBefore(FIELD, "Received"), authservIds);
    return onTop.isEmpty() ? own(header.all(FIELD), authservIds).stream().limit(1).toList() : onTop;
  }

  private static List<String> own(List<String> fields, Set<String> authservIds) {
    return fields.stream().filter(field -> authservIds.contains(authservId(field))).toList();
  }

  /** The name may have a version behind it. */
  private static String authservId(String field) {
    return withoutComments(field).split("[;\\s]", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static void add(String method, String properties, List<String> domains) {
    for (Property property : PROPERTIES) {
      if (property.method.equals(method)) {
        Matcher value = property.value.matcher(properties);
        if (value.find()) {
          String domain = domain(value.group(1));
          if (domain != null) {
            domains.add(domain);
          }
        }
      }
    }
  }

  private static @Nullable String domain(String value) {
    String domain = value.substring(value.lastIndexOf('@') + 1);
    return domain.indexOf('.') > 0 ? ReceivedTrace.host(Address.normalDomain(domain)) : null;
  }

  private static String withoutComments(String field) {
    char[] bare = field.strip().toCharArray();
    int depth = 0;
    for (int i = 0; i < bare.length; i++) {
      char c = bare[i];
      depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
      bare[i] = depth > 0 || c == ')' ? ' ' : c;
    }
    return new String(bare).strip();
  }
}
