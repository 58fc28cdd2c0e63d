package dev.todoku.remedy;

import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Text;
import dev.todoku.text.FailedShare;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A title with placeholders in braces. */
record Title(Text template) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  /** Or a network. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9./]+|.*:.*");

  private static final Set<String> KNOWN =
      Set.of("provider", "sender", "sourceIp", "fromDomain", "failures", "attempts", "rate");

  /** Placeholders that nothing fills. */
  Set<String> unknownPlaceholders() {
    Set<String> unknown = new TreeSet<>();
    for (String language : new String[] {"ja", "en"}) {
      Matcher matcher = PLACEHOLDER.matcher(template.in(language));
      while (matcher.find()) {
        unknown.add(matcher.group(1));
      }
    }
    unknown.removeAll(KNOWN);
    return unknown;
  }

  /**
   * The title of one incident.
   *
   * @param provider the provider's name as a person knows it
   */
  Text fill(Text provider, Scope scope, Evidence evidence) {
    return new Text(
        fill(template.ja(), provider.ja(), "全送信元", sender(scope).ja(), scope, evidence),
        fill(template.en(), provider.en(), "all senders", sender(scope).en(), scope, evidence));
  }

  /** The address or the domain, and which of them it is, as it begins a sentence. */
  private static Text sender(Scope scope) {
    if (scope.sourceIp() == null && scope.fromDomain() != null) {
      return new Text("差出人ドメイン " + scope.fromDomain(), "Domain " + scope.fromDomain());
    }
    if (scope.sourceIp() == null) {
      return new Text("全送信元", "All senders");
    }
    return isHost(scope.sourceIp())
        ? new Text("送信サーバー " + scope.sourceIp(), "Server " + scope.sourceIp())
        : new Text("送信元IP " + scope.sourceIp(), "Source IP " + scope.sourceIp());
  }

  /** A log that does not name its source IP has the name of the server in its place. */
  private static boolean isHost(@Nullable String sourceIp) {
    return sourceIp != null && !ADDRESS.matcher(sourceIp).matches();
  }

  /** What stands there is called what it is. */
  private static String called(String template, Scope scope) {
    return isHost(scope.sourceIp())
        ? template
            .replace("送信元IP {sourceIp}", "送信サーバー {sourceIp}")
            .replace("source IP {sourceIp}", "server {sourceIp}")
        : template;
  }

  private static String fill(
      String template, String provider, String all, String sender, Scope scope, Evidence evidence) {
    return PLACEHOLDER
        .matcher(called(template, scope))
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(1)) {
                      case "provider" ->
                          scope.provider() == null && match.start() > 0
                              ? within(provider)
                              : provider;
                      case "sender" -> match.start() == 0 ? sender : within(sender);
                      case "sourceIp" -> scope.sourceIp() == null ? all : scope.sourceIp();
                      case "fromDomain" -> scope.fromDomain() == null ? all : scope.fromDomain();
                      case "failures" -> count(evidence.failures());
                      case "attempts" -> count(Math.max(evidence.failures(), evidence.attempts()));
                      default ->
                          FailedShare.percent(evidence.failures(), evidence.attempts()) + '%';
                    }));
  }

  /** What begins a sentence, as it stands within one. */
  private static String within(String words) {
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  private static String count(long mails) {
    return String.format(Locale.ROOT, "%,d", mails);
  }
}
