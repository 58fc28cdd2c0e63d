package dev.todoku.config;

import dev.todoku.dns.ResolverAddress;
import dev.todoku.evidence.EvidenceRules;
import dev.todoku.evidence.VerpTokens;
import dev.todoku.hop.HopSettings;
import dev.todoku.notify.MailServer;
import dev.todoku.watermark.Lateness;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one instance, checked. What each value means stands in {@code
 * docs/configuration.md}, which is made from the same definitions.
 */
public final class TodokuConfig extends AbstractConfig {
  static final ConfigDef DEFINITIONS = Definitions.all();

  private final Path stateDir;

  /** Beginnings of the keys that all instances must have alike. */
  private static final List<String> ANSWER_PREFIXES =
      List.of(
          "processing.guarantee",
          "join.",
          "early.",
          "event.",
          "watermark.",
          "judging.",
          "address.",
          "privacy.",
          "intake.",
          "bounce.",
          "feedback.",
          "suppress.",
          "detection.",
          "senders.");

  private static final Pattern SASL_USER = Pattern.compile("\\busername=\"?([^\"\\s;]+)");

  private TodokuConfig(Map<String, String> values, Path stateDir) {
    super(DEFINITIONS, values, false);
    this.stateDir = stateDir;
  }

  /**
   * Puts the configuration together: defaults, then the file, then the environment, then the
   * overrides. {@code ${env:NAME}} and {@code ${file:PATH:KEY}} in values are replaced.
   *
   * @param file Java properties in UTF-8, null for none
   * @param environment variables such as {@code TODOKU_BOOTSTRAP_SERVERS}, which stands for {@code
   *     bootstrap.servers}
   * @param overrides keys and values that outrank all others
   * @throws org.apache.kafka.common.config.ConfigException with one line that names the key, when
   *     the file cannot be read, a key is unknown or a value is not valid
   */
  public static TodokuConfig load(
      @Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
    Map<String, String> values = ConfigSources.merge(file, environment, overrides);
    return new TodokuConfig(values, StateDir.of(values.get(Keys.STATE_DIR), environment));
  }

  /** The reference of all keys, in Markdown. */
  public static String help() {
    return Reference.markdown();
  }

  /** A configuration file in which every key is commented out at its default. */
  public static String exampleFile() {
    return ExampleFile.text();
  }

  /** Kafka brokers to connect to first. */
  public String bootstrapServers() {
    return getString(Keys.BOOTSTRAP_SERVERS);
  }

  /** Whether it was said which Kafka is meant. */
  public boolean namesKafka() {
    return isGiven(Keys.BOOTSTRAP_SERVERS);
  }

  /** Whether {@code key} has another value than its default, or its default was named. */
  public boolean isGiven(String key) {
    return originals().containsKey(key);
  }

  /** Consumer group, and prefix of the internal topics. */
  public String applicationId() {
    return getString(Keys.APPLICATION_ID);
  }

  /** Where local state is; need not exist yet. */
  public Path stateDir() {
    return stateDir;
  }

  /** Free bytes on the disk of {@link #stateDir} that an instance should have. */
  public long stateDiskMinFreeBytes() {
    return getLong(Keys.STATE_DISK_MIN_FREE_BYTES);
  }

  /** Where state of a user is who says nothing else, after the XDG Base Directory Specification. */
  public static Path userState(Map<String, String> environment) {
    return StateDir.of("", environment);
  }

  /** {@code exactly_once_v2} or {@code at_least_once}. */
  public String processingGuarantee() {
    return getString(Keys.PROCESSING_GUARANTEE);
  }

  public int streamThreads() {
    return getInt(Keys.NUM_STREAM_THREADS);
  }

  /** Of public topics where none exists yet. */
  public int topicPartitions() {
    return getInt(Keys.TOPICS_PARTITIONS);
  }

  /** Of topics that are created; -1 for the broker's default. */
  public int topicReplicationFactor() {
    return getInt(Keys.TOPICS_REPLICATION_FACTOR);
  }

  /** How long after its send a bounce still finds it. */
  public Duration joinWindow() {
    return Duration.ofMillis(getLong(Keys.JOIN_WINDOW_MS));
  }

  /** How far ahead of the clock an event's time may be. */
  public Duration eventTimeAheadMax() {
    return Duration.ofMillis(getLong(Keys.EVENT_TIME_AHEAD_MAX_MS));
  }

  /** How long a bounce waits for its send. */
  public Duration earlyBounceWait() {
    return Duration.ofMillis(getLong(Keys.EARLY_BOUNCE_WAIT_MS));
  }

  /** How long inputs without marks are waited for. */
  public Lateness lateness() {
    return new Lateness(
        Duration.ofMillis(getLong(Keys.WATERMARK_LATENESS_MS)),
        Duration.ofMillis(getLong(Keys.WATERMARK_REPLAY_PATIENCE_MS)));
  }

  /** Input topics that no minute waits for. */
  public List<String> watermarkIgnoredInputs() {
    return getList(Keys.WATERMARK_IGNORED_INPUTS).stream()
        .filter(topic -> !topic.isBlank())
        .toList();
  }

  /** How long after a minute what comes for it is judged anew. */
  public Duration lateWindow() {
    return Duration.ofMillis(getLong(Keys.JUDGING_LATE_WINDOW_MS));
  }

  /** Whether local parts that differ in case are two recipients. */
  public boolean keepsLocalPartCase() {
    return getBoolean(Keys.ADDRESS_KEEP_LOCAL_PART_CASE);
  }

  /** Secret of the pseudonyms on topics that are meant for others; empty for none. */
  public Optional<String> pseudonymKey() {
    return nonEmpty(getPassword(Keys.PSEUDONYM_KEY).value());
  }

  /** Zone of log lines that name none. */
  public ZoneId postfixZone() {
    return Checks.zoneOf(getString(Keys.POSTFIX_ZONE));
  }

  /** Sending host to the address that receiving servers see. */
  public Map<String, String> postfixSourceIps() {
    return Checks.hostToIpOf(getList(Keys.POSTFIX_SOURCE_IPS));
  }

  /** What the operator says of filters and relays. */
  public HopSettings postfixHops() {
    return new HopSettings(
        getList(Keys.POSTFIX_HOPS_OWN),
        getList(Keys.POSTFIX_HOPS_RELAYS),
        getList(Keys.POSTFIX_HOPS_PROVIDERS));
  }

  /** How long a queue entry of a Postfix log is remembered. */
  public Duration postfixQueueMemory() {
    return Duration.ofMillis(getLong(Keys.POSTFIX_QUEUE_MEMORY));
  }

  /** Who may post what services report, as {@code sendgrid/main}. */
  public List<String> reportSources() {
    return getList(Keys.REPORT_SOURCES).stream().filter(id -> !id.isBlank()).toList();
  }

  /** Keys and credentials of these, by key without {@code intake.reports.}. */
  public Map<String, String> reportSettings() {
    Map<String, String> settings = new HashMap<>();
    originalsWithPrefix(Keys.REPORTS_PREFIX)
        .forEach((key, value) -> settings.put(key, String.valueOf(value)));
    settings.remove(Keys.REPORT_SOURCES.substring(Keys.REPORTS_PREFIX.length()));
    return settings;
  }

  /** The operator's own rules for what replies mean, empty when there are none. */
  public Optional<Path> bounceRules() {
    String file = getString(Keys.BOUNCE_RULES);
    return file.isBlank() ? Optional.empty() : Optional.of(Path.of(file));
  }

  /** What is trusted of what comes back by mail. */
  public EvidenceRules evidenceRules() {
    return new EvidenceRules(
        lowerCase(Keys.BOUNCE_AUTHSERV_IDS),
        Set.copyOf(getList(Keys.BOUNCE_TRUSTED_SOURCES)),
        lowerCase(Keys.FEEDBACK_SOURCES),
        verpSecret().map(VerpTokens::new));
  }

  /** Secret of envelope senders that prove a bounce, empty for none. */
  public Optional<String> verpSecret() {
    return nonEmpty(getPassword(Keys.BOUNCE_VERP_SECRET).value());
  }

  private Set<String> lowerCase(String key) {
    return getList(key).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Failures of a dead address until it is suppressed. */
  public int suppressDeadThreshold() {
    return getInt(Keys.SUPPRESS_DEAD_THRESHOLD);
  }

  /** Other failures of a recipient until it is suppressed. */
  public int suppressSoftThreshold() {
    return getInt(Keys.SUPPRESS_SOFT_THRESHOLD);
  }

  /** Whether a complaint suppresses one mail stream alone. */
  public boolean suppressesByStream() {
    return getBoolean(Keys.SUPPRESS_BY_STREAM);
  }

  /** Shares of a sender's bounces in a day that call for action. */
  public RateLimits bounceLimits() {
    return new RateLimits(
        getDouble(Keys.BOUNCE_RATE_ADVICE),
        getDouble(Keys.BOUNCE_RATE_PAUSE),
        getInt(Keys.BOUNCE_MIN_VOLUME));
  }

  /** Attempts before anything is reported. */
  public int detectionMinVolume() {
    return getInt(Keys.DETECTION_MIN_VOLUME);
  }

  /** The same by From domain or provider. */
  public Map<String, Integer> detectionMinVolumeBy() {
    return Checks.numberByNameOf(getList(Keys.DETECTION_MIN_VOLUME_BY));
  }

  /** Failed attempts before anything is reported. */
  public int detectionMinFailures() {
    return getInt(Keys.DETECTION_MIN_FAILURES);
  }

  /** The same by From domain or provider. */
  public Map<String, Integer> detectionMinFailuresBy() {
    return Checks.numberByNameOf(getList(Keys.DETECTION_MIN_FAILURES_BY));
  }

  /** Shares of a sender's complaints in a day that call for action. */
  public RateLimits complaintLimits() {
    return new RateLimits(
        getDouble(Keys.COMPLAINT_RATE_ADVICE),
        getDouble(Keys.COMPLAINT_RATE_PAUSE),
        getInt(Keys.COMPLAINT_MIN_VOLUME));
  }

  /** Where a sender's day begins. */
  public ZoneId sendersDayZone() {
    return Checks.zoneOf(getString(Keys.SENDERS_DAY_ZONE));
  }

  /** Address to listen on. */
  public String httpHost() {
    return getString(Keys.HTTP_HOST);
  }

  /** Port to listen on; 0 for a free one, -1 for no HTTP. */
  public int httpPort() {
    return getInt(Keys.HTTP_PORT);
  }

  /** Secret of requests, empty when they need none. */
  public Optional<String> httpToken() {
    return nonEmpty(getPassword(Keys.HTTP_TOKEN).value());
  }

  /** Requests of one client in a second. */
  public int httpRequestsPerSecond() {
    return getInt(Keys.HTTP_REQUESTS_PER_SECOND);
  }

  /** Whom {@code /api/check} asks, none for the resolvers of this machine. */
  public List<InetSocketAddress> dnsResolvers() {
    return getList(Keys.DNS_RESOLVERS).stream().map(ResolverAddress::parse).toList();
  }

  /** Certificate and key for HTTPS, empty for HTTP. */
  public Optional<Path> httpKeystore() {
    return nonEmpty(getString(Keys.HTTP_TLS_KEYSTORE)).map(Path::of);
  }

  /** File of further tokens with roles, empty for none. */
  public Optional<Path> httpTokensFile() {
    return nonEmpty(getString(Keys.HTTP_TOKENS_FILE)).map(Path::of);
  }

  /** Addresses and networks of proxies that sign people in. */
  public List<String> httpProxyAddresses() {
    return getList(Keys.HTTP_PROXY_ADDRESSES);
  }

  /** The header in which such a proxy names a person. */
  public String httpProxyUserHeader() {
    return getString(Keys.HTTP_PROXY_USER_HEADER);
  }

  /** What people whom a proxy names may do. */
  public List<String> httpProxyRoles() {
    return getList(Keys.HTTP_PROXY_ROLES);
  }

  /** Whether each look at the API is in the audit log. */
  public boolean httpAuditReads() {
    return getBoolean(Keys.HTTP_AUDIT_READS);
  }

  /** Password of the key store; may be empty. */
  public String httpKeystorePassword() {
    return getPassword(Keys.HTTP_TLS_KEYSTORE_PASSWORD).value();
  }

  /** How other instances reach this one, as host:port; empty to derive it. */
  public Optional<String> httpAdvertised() {
    return nonEmpty(getString(Keys.HTTP_ADVERTISED));
  }

  /** This configuration with {@link #httpAdvertised} as found out at the start. */
  public TodokuConfig advertising(String hostAndPort) {
    Map<String, String> values = new HashMap<>(originalsStrings());
    values.put(Keys.HTTP_ADVERTISED, hostAndPort);
    return new TodokuConfig(values, stateDir);
  }

  /** Secret address of a chat's webhook, empty for none. */
  public Optional<String> notifyWebhook() {
    return nonEmpty(getPassword(Keys.NOTIFY_WEBHOOK_URL).value());
  }

  /** Addresses of Alertmanagers, separated by commas, empty for none. */
  public Optional<String> notifyAlertmanager() {
    return nonEmpty(getString(Keys.NOTIFY_ALERTMANAGER_URL));
  }

  /** Addresses that alerts are mailed to, empty for none. */
  public List<String> notifyMailTo() {
    return getList(Keys.NOTIFY_MAIL_TO).stream().filter(address -> !address.isBlank()).toList();
  }

  /** Address that these mails come from, empty when not named. */
  public String notifyMailFrom() {
    return getString(Keys.NOTIFY_MAIL_FROM);
  }

  /** The server that takes these mails. */
  public MailServer notifyMailServer() {
    return new MailServer(
        getString(Keys.NOTIFY_MAIL_HOST),
        getInt(Keys.NOTIFY_MAIL_PORT),
        MailServer.Security.of(getString(Keys.NOTIFY_MAIL_SECURITY)),
        getString(Keys.NOTIFY_MAIL_USER),
        getPassword(Keys.NOTIFY_MAIL_PASSWORD).value());
  }

  /** Where people reach the page, without a slash at its end; empty when unknown. */
  public String notifyPage() {
    return getString(Keys.NOTIFY_PAGE_URL).replaceAll("/+$", "");
  }

  /** The routing file, empty for none. */
  public Optional<Path> notifyRoutes() {
    return nonEmpty(getString(Keys.NOTIFY_ROUTES)).map(Path::of);
  }

  /** The zone in which notifications write times. */
  public ZoneId notifyZone() {
    return Checks.zoneOf(getString(Keys.NOTIFY_ZONE));
  }

  /** "ja" or "en". */
  public String notifyLanguage() {
    return getString(Keys.NOTIFY_LANGUAGE);
  }

  private static Optional<String> nonEmpty(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** Where people reach Grafana, without a slash at its end; empty when unknown. */
  public String grafanaUrl() {
    return getString(Keys.GRAFANA_URL).replaceAll("/+$", "");
  }

  /** Mails that can be searched, the latest. */
  public long searchMails() {
    return getLong(Keys.SEARCH_MAILS);
  }

  /** Providers with a label value of their own in metrics. */
  public int metricsProvidersMax() {
    return getInt(Keys.METRICS_PROVIDERS_MAX);
  }

  /** The settings on which answers, incidents and suppressions depend, by key. */
  public SettingsFingerprint answersFingerprint() {
    Map<String, String> settings = new HashMap<>();
    values()
        .forEach(
            (key, value) -> {
              if (ANSWER_PREFIXES.stream().anyMatch(key::startsWith)) {
                settings.put(key, value instanceof Password p ? p.value() : String.valueOf(value));
              }
            });
    return SettingsFingerprint.of(settings);
  }

  /** Under which name brokers know Todoku, as far as the settings say. */
  public String kafkaUser() {
    Matcher name = SASL_USER.matcher(originalsStrings().getOrDefault(Keys.KAFKA_SASL_LOGIN, ""));
    return name.find() ? name.group(1) : "of these settings";
  }

  /** Settings for Kafka Streams and every client: what was given under {@code kafka.}. */
  public Map<String, Object> kafkaSettings() {
    Map<String, Object> settings = new HashMap<>(originalsWithPrefix(Keys.KAFKA_PREFIX));
    settings.put(Keys.BOOTSTRAP_SERVERS, bootstrapServers());
    return settings;
  }

  /**
   * Settings for one kind of client outside Kafka Streams. As there, {@code kafka.producer.…} holds
   * for producers only.
   *
   * @param kind {@code producer}, {@code consumer} or {@code admin}
   */
  public Map<String, Object> clientSettings(String kind) {
    Map<String, Object> settings = kafkaSettings();
    settings.keySet().removeIf(ClientKinds::hasPrefix);
    settings.putAll(originalsWithPrefix(Keys.KAFKA_PREFIX + kind + '.'));
    return settings;
  }
}
