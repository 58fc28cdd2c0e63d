package dev.todoku.intake.webhook;

import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sources that the settings name. One without a key or credentials is an error: what nobody
 * checks, anybody could write.
 */
public final class WebhookSources {
  public static final String LIST = "intake.reports.sources";
  public static final String PREFIX = "intake.reports.";

  private static final Pattern ID = Pattern.compile("([a-z0-9]+)/([a-z0-9][a-z0-9_-]{0,39})");
  private static final Set<String> SETTINGS =
      Set.of("key", "url", "topics", "certificate", "user", "password", "token");

  private final Map<String, WebhookSource> byId = new HashMap<>();

  private WebhookSources() {}

  /**
   * The sources.
   *
   * @param ids as {@code sendgrid/main}
   * @param settings by key without {@link #PREFIX}, as {@code sendgrid.main.key}
   * @throws IllegalArgumentException with one line that names the key
   */
  public static WebhookSources of(List<String> ids, Map<String, String> settings, AmazonWeb web) {
    WebhookSources sources = new WebhookSources();
    Set<String> left = new TreeSet<>(settings.keySet());
    for (String id : ids) {
      WebhookSource source = source(id, settings, web);
      left.removeIf(key -> key.startsWith(prefix(source.format(), source.name())));
      if (sources.byId.put(id, source) != null) {
        throw new IllegalArgumentException(LIST + " names " + id + " twice");
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          PREFIX + left.iterator().next() + " belongs to no source that " + LIST + " names");
    }
    return sources;
  }

  /** The source of an address; empty when the settings name none. */
  public Optional<WebhookSource> find(String sender, String name) {
    return Optional.ofNullable(byId.get(sender + '/' + name));
  }

  public boolean isEmpty() {
    return byId.isEmpty();
  }

  private static String prefix(WebhookFormat format, String name) {
    return format.name() + '.' + name + '.';
  }

  private static WebhookSource source(String id, Map<String, String> all, AmazonWeb web) {
    var parts = ID.matcher(id);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          LIST + ": " + id + " is not sender/name in small letters, digits, - and _");
    }
    WebhookFormat format =
        WebhookFormats.named(parts.group(1))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        LIST
                            + ": there is no sender "
                            + parts.group(1)
                            + "; there are "
                            + names()));
    String prefix = prefix(format, parts.group(2));
    SourceSettings settings = new SourceSettings(PREFIX + prefix, ofSource(prefix, all));
    return new WebhookSource(
        format,
        parts.group(2),
        verifiers(format.name(), settings, web),
        format.name().equals("cmc") && settings.has("key") ? FieldAuthentication.API_KEY : "");
  }

  private static Map<String, String> ofSource(String prefix, Map<String, String> all) {
    Map<String, String> own = new HashMap<>();
    all.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value.strip());
          }
        });
    own.keySet().stream()
        .filter(Predicate.not(SETTINGS::contains))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException(
                  PREFIX + prefix + key + " is unknown; there are " + new TreeSet<>(SETTINGS));
            });
    return own;
  }

  private static List<Verifier> verifiers(String sender, SourceSettings settings, AmazonWeb web) {
    List<Verifier> verifiers = new ArrayList<>();
    if (settings.has("key") || (sender.equals("ses") && settings.has("topics"))) {
      verifiers.add(settings.checked(() -> signature(sender, settings, web)));
    }
    if (settings.has("user") || settings.has("password")) {
      verifiers.add(new BasicAuthentication(settings.get("user"), settings.get("password")));
    }
    if (settings.has("token")) {
      verifiers.add(new TokenAuthentication(settings.get("token")));
    }
    if (verifiers.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing proves that a request comes from "
              + sender
              + ": set "
              + settings.prefix()
              + switch (sender) {
                case "ses" -> "topics";
                case "sendgrid",
                    "mailgun",
                    "mandrill",
                    "resend",
                    "postal",
                    "stalwart",
                    "mailersend",
                    "mailtrap",
                    "cmc" ->
                    "key";
                default -> "user and " + settings.prefix() + "password, or .token";
              });
    }
    return verifiers;
  }

  private static Verifier signature(String sender, SourceSettings settings, AmazonWeb web) {
    return switch (sender) {
      case "ses" ->
          new SnsSignature(
              Arrays.stream(settings.get("topics").split(","))
                  .map(String::strip)
                  .filter(Predicate.not(String::isEmpty))
                  .collect(Collectors.toSet()),
              settings.has("certificate")
                  ? SnsCertificateFile.read(settings.get("certificate"))
                  : web,
              web);
      case "sendgrid" -> new SendGridSignature(settings.get("key"));
      case "mailgun" -> new MailgunSignature(settings.get("key"));
      case "mandrill" -> new MandrillSignature(settings.get("key"), settings.get("url"));
      case "resend" -> new SvixSignature(settings.get("key"));
      case "postal" -> new PostalSignature(settings.get("key"));
      case "stalwart" -> new StalwartSignature(settings.get("key"));
      case "mailersend" -> new BodySignature(BodySignature.MAILERSEND, settings.get("key"));
      case "mailtrap" -> new BodySignature(BodySignature.MAILTRAP, settings.get("key"));
      case "cmc" -> new FieldAuthentication(FieldAuthentication.API_KEY, settings.get("key"));
      default ->
          throw new IllegalArgumentException(
              "says nothing, " + sender + " signs nothing: set .user and .password, or .token");
    };
  }

  private static String names() {
    return WebhookFormats.ALL.stream()
        .map(WebhookFormat::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
