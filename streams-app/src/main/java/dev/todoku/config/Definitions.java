package dev.todoku.config;

import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.todoku.evidence.EvidenceRules;
import dev.todoku.watermark.Lateness;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Every key with its type, default, check and documentation, group by group. */
final class Definitions {
  private final ConfigDef all = new ConfigDef();

  private Definitions() {}

  static ConfigDef all() {
    Definitions definitions = new Definitions();
    definitions.application();
    definitions.topics();
    definitions.join();
    definitions.watermarks();
    definitions.privacy();
    definitions.intake();
    definitions.evidence();
    definitions.suppression();
    definitions.detection();
    definitions.senders();
    definitions.http();
    definitions.alerting();
    return definitions.all;
  }

  private void application() {
    Group group = new Group("Application");
    group.add(
        Keys.BOOTSTRAP_SERVERS,
        STRING,
        "localhost:9092",
        new ConfigDef.NonEmptyString(),
        "Kafka brokers to connect to first, as host:port, separated by commas.");
    group.add(
        Keys.APPLICATION_ID,
        STRING,
        "todoku",
        Checks.applicationId(),
        "Name of this installation in Kafka: the consumer group and the prefix of the internal"
            + " topics. Instances with one name share the work.");
    group.add(
        Keys.STATE_DIR,
        STRING,
        "",
        null,
        "Directory of the local state, which can be restored from Kafka. Empty:"
            + " $XDG_STATE_HOME/todoku, else ~/.local/state/todoku.");
    group.add(
        Keys.STATE_DISK_MIN_FREE_BYTES,
        LONG,
        256L * 1024 * 1024,
        Range.atLeast(0L),
        "Free bytes on the disk of state.dir below which /readyz says 503: without any, the process"
            + " ends. 0 for never.");
    group.add(
        Keys.PROCESSING_GUARANTEE,
        STRING,
        "exactly_once_v2",
        ValidString.in("exactly_once_v2", "at_least_once"),
        "Whether counts stay exact through crashes. at_least_once is faster on slow disks, and may"
            + " count a mail twice after a crash.");
    group.add(
        Keys.NUM_STREAM_THREADS,
        INT,
        2,
        Range.between(1, 256),
        "Threads that process in this instance; more than topics.partitions over all instances are"
            + " idle.");
  }

  private void topics() {
    Group group = new Group("Topics");
    group.add(
        Keys.TOPICS_PARTITIONS,
        INT,
        4,
        Range.between(1, 1000),
        "Partitions of the public topics where none exists yet. Topics that exist decide"
            + " themselves, and must agree. It cannot be changed later without a new application.id"
            + " and new topics.");
    group.add(
        Keys.TOPICS_REPLICATION_FACTOR,
        INT,
        -1,
        Checks.replicationFactor(),
        "Replicas of topics that Todoku creates; -1 takes the broker's"
            + " default.replication.factor.");
  }

  private void watermarks() {
    Group group = new Group("Completeness");
    group.add(
        Keys.WATERMARK_LATENESS_MS,
        LONG,
        Lateness.DEFAULT.allowance().toMillis(),
        Range.between(0L, Duration.ofHours(1).toMillis()),
        "How far applications that write to one topic may be out of step, in milliseconds. So long a"
            + " minute waits for a topic on which nothing comes; what is later is judged anew.");
    group.add(
        Keys.WATERMARK_REPLAY_PATIENCE_MS,
        LONG,
        Lateness.DEFAULT.patience().toMillis(),
        Range.between(0L, Duration.ofHours(1).toMillis()),
        "How long a topic is waited for on which nothing comes while events of the past are read, in"
            + " milliseconds. Who feeds one topic after the other has so long for each.");
    group.add(
        Keys.WATERMARK_IGNORED_INPUTS,
        LIST,
        "",
        null,
        "Input topics that no minute waits for, such as mail.feedback, separated by commas. Only for"
            + " a topic that holds everything up: /readyz and todoku_watermark_lag_seconds name it.");
  }

  private void join() {
    Group group = new Group("Joining and addresses");
    group.add(
        Keys.JOIN_WINDOW_MS,
        LONG,
        Duration.ofDays(8).toMillis(),
        Range.between(Duration.ofMinutes(1).toMillis(), Duration.ofDays(60).toMillis()),
        "How long after its send a bounce still revises the outcome, in milliseconds. Mail servers"
            + " give up after 5 days by default, some after 7. Decides how much state is kept, and"
            + " with 2 days more the retention of topics that are created.");
    group.add(
        Keys.EARLY_BOUNCE_WAIT_MS,
        LONG,
        Duration.ofHours(1).toMillis(),
        Range.between(0L, Duration.ofDays(7).toMillis()),
        "How long a bounce that comes before its send waits for it, in milliseconds of event time;"
            + " then it goes to mail.unmatched.");
    group.add(
        Keys.JUDGING_LATE_WINDOW_MS,
        LONG,
        Duration.ofHours(2).toMillis(),
        Range.between(0L, Duration.ofDays(1).toMillis()),
        "How long after a minute what comes for it still changes what was concluded from it, in"
            + " milliseconds of event time; what comes later is only counted.");
    group.add(
        Keys.EVENT_TIME_AHEAD_MAX_MS,
        LONG,
        Duration.ofMinutes(10).toMillis(),
        Range.between(0L, Duration.ofDays(365_000).toMillis()),
        "How far an event's time may be ahead of when it is written or read, in milliseconds; what"
            + " is further ahead goes to mail.dead-letters. Larger than a day, it is also what the"
            + " topics let in that Todoku creates: only a simulation needs that.");
    group.add(
        Keys.ADDRESS_KEEP_LOCAL_PART_CASE,
        BOOLEAN,
        false,
        null,
        "Whether Bob@example.net and bob@example.net are two recipients.");
  }

  private void privacy() {
    Group group = new Group("Privacy");
    group.add(
        Keys.PSEUDONYM_KEY,
        PASSWORD,
        "",
        Checks.pseudonymKey(),
        "Secret by which pseudonyms stand for addresses on the topics that are meant for others; see"
            + " docs/security.md. All instances and commands have the same. Empty: addresses stand"
            + " there as they are.");
  }

  private void intake() {
    Group group = new Group("Intake of Postfix logs");
    group.add(
        Keys.POSTFIX_ZONE,
        STRING,
        "system",
        Checks.zone(),
        "Time zone of BSD syslog lines, which name none, as in Asia/Tokyo or +09:00; system for the"
            + " zone of this machine.");
    group.add(
        Keys.POSTFIX_SOURCE_IPS,
        LIST,
        List.of(),
        Checks.hostToIp(),
        "Address that receiving servers see, per sending host, as host=ip separated by commas. A"
            + " log does not show it; without an entry the host's name stands for it.");
    group.add(
        Keys.POSTFIX_HOPS_OWN,
        LIST,
        List.of(),
        null,
        "Names, addresses or networks (10.0.0.0/8) of your own filters and servers, with or without"
            + " :port, where they are not found by themselves: an acceptance there is a hop, no"
            + " delivery.");
    group.add(
        Keys.POSTFIX_HOPS_RELAYS,
        LIST,
        List.of(),
        null,
        "The same for smarthosts and sending services that take your mail to pass it on.");
    group.add(
        Keys.POSTFIX_HOPS_PROVIDERS,
        LIST,
        List.of(),
        null,
        "The same for servers that are the recipient's, whatever they look like.");
    group.add(
        Keys.POSTFIX_QUEUE_MEMORY,
        LONG,
        Duration.ofDays(12).toMillis(),
        Range.atLeast(Duration.ofDays(1).toMillis()),
        "How long a message in the queue is remembered: Postfix's maximal_queue_lifetime and a day"
            + " or two for what comes late.");
    group.add(
        Keys.BOUNCE_RULES,
        STRING,
        "",
        null,
        "File with your own rules for what replies mean; they go before those that come with"
            + " Todoku. See docs/rules.md.");
    group.add(
        Keys.REPORT_SOURCES,
        LIST,
        List.of(),
        null,
        "Mail services whose webhooks may be posted, as sender/name separated by commas:"
            + " sendgrid/main takes POST /intake/sendgrid/main. What proves that a request is"
            + " genuine is set as intake.reports.sendgrid.main.key, and with user and password or"
            + " token in its place where a service signs nothing; mandrill also needs url, and ses"
            + " topics. See docs/connect.md.");
  }

  private void evidence() {
    Group group = new Group("Evidence of what comes back by mail");
    group.add(
        Keys.BOUNCE_AUTHSERV_IDS,
        LIST,
        List.of(),
        null,
        "Names under which your receiving servers write Authentication-Results (authserv-id, RFC"
            + " 8601), separated by commas. They must remove such fields from what comes in. See"
            + " docs/evidence.md.");
    group.add(
        Keys.BOUNCE_TRUSTED_SOURCES,
        LIST,
        List.of(),
        null,
        "Keys of records in mail.raw.bounces whose messages are proven, since only a trusted server"
            + " writes them; * for all, where nobody else can send to your bounce mailbox.");
    group.add(
        Keys.BOUNCE_VERP_SECRET,
        PASSWORD,
        "",
        Checks.verpSecret(),
        "Secret of the envelope senders that todoku verp makes, and by which a bounce is proven."
            + " Empty: none are.");
    group.add(
        Keys.FEEDBACK_SOURCES,
        LIST,
        EvidenceRules.USUAL_FEEDBACK_SOURCES,
        null,
        "Domains whose servers send you complaints (feedback loops), those below them included,"
            + " separated by commas. From others complaints prove nothing. The author is a role of"
            + " the domain, such as feedback or abuse; another one is named by its address.");
  }

  private void suppression() {
    Group group = new Group("Suppression of recipients");
    group.add(
        Keys.SUPPRESS_DEAD_THRESHOLD,
        INT,
        1,
        Range.between(1, 1000),
        "Messages refused because the address is dead, until the recipient is suppressed.");
    group.add(
        Keys.SUPPRESS_SOFT_THRESHOLD,
        INT,
        3,
        Range.between(1, 1000),
        "Messages given up for another fault of the recipient, such as a full mailbox, until it is"
            + " suppressed. A message counts once however often it was retried.");
    group.add(
        Keys.SUPPRESS_BY_STREAM,
        BOOLEAN,
        false,
        null,
        "Whether a complaint suppresses the mail stream of its message alone (origin.mailStream),"
            + " where it has one: who reports a newsletter gets mail about orders still. Who"
            + " unsubscribes by a message gets no more of its stream.");
  }

  private void detection() {
    Group group = new Group("Sensitivity of detection");
    volume(
        group,
        Keys.DETECTION_MIN_VOLUME,
        1,
        "Attempts since a trouble began before it is reported, whatever the odds.");
    byName(
        group,
        Keys.DETECTION_MIN_VOLUME_BY,
        "The same for some From domains and providers, as name=number separated by commas:"
            + " docomo=50,shop.example=20. A From domain goes before a provider.");
    volume(
        group,
        Keys.DETECTION_MIN_FAILURES,
        1,
        "Failed attempts since a trouble began before it is reported. A block takes four recipients"
            + " in any case.");
    byName(
        group,
        Keys.DETECTION_MIN_FAILURES_BY,
        "The same for some From domains and providers, as name=number separated by commas.");
  }

  private void senders() {
    Group group = new Group("Thresholds of senders");
    rate(group, Keys.BOUNCE_RATE_ADVICE, 0.05, "Share of bounces in a day that gives advice.");
    rate(group, Keys.BOUNCE_RATE_PAUSE, 0.10, "Share of bounces in a day that says: pause.");
    volume(group, Keys.BOUNCE_MIN_VOLUME, 100, "Sends in a day before the bounce rates hold.");
    rate(
        group,
        Keys.COMPLAINT_RATE_ADVICE,
        0.001,
        "Share of complaints in a day that gives advice.");
    rate(group, Keys.COMPLAINT_RATE_PAUSE, 0.003, "Share of complaints in a day that says: pause.");
    volume(
        group, Keys.COMPLAINT_MIN_VOLUME, 1000, "Deliveries in a day before complaint rates hold.");
    group.add(
        Keys.SENDERS_DAY_ZONE,
        STRING,
        "UTC",
        Checks.zone(),
        "Time zone in which a sender's day begins; system for the zone of this machine.");
  }

  private void http() {
    Group group = new Group("HTTP and metrics");
    group.add(
        Keys.HTTP_HOST,
        STRING,
        "127.0.0.1",
        new ConfigDef.NonEmptyString(),
        "Address to listen on for the page, the API, /livez, /readyz and /metrics; 0.0.0.0 for all."
            + " Any but a loopback address needs http.token.");
    group.add(
        Keys.HTTP_PORT,
        INT,
        8080,
        Range.between(-1, 65535),
        "Port to listen on; 0 takes a free one, -1 switches HTTP off.");
    group.add(
        Keys.HTTP_ADVERTISED,
        STRING,
        "",
        Checks.hostAndPort(),
        "How other instances reach this one, as host:port. Empty: http.host and http.port, or the"
            + " name of this machine where http.host is a wildcard.");
    group.add(
        Keys.HTTP_TOKEN,
        PASSWORD,
        "",
        Checks.token(),
        "Secret that requests must carry as Authorization: Bearer …; all instances have the same."
            + " Empty: none, and only on a loopback address. Probes, metrics and the page itself,"
            + " which holds no data, are open.");
    group.add(
        Keys.HTTP_TOKENS_FILE,
        STRING,
        "",
        null,
        "File of further tokens: a line each with a name, roles (read, operate, ingest) separated"
            + " by commas, the SHA-256 of the token, and perhaps From domains separated by commas, to see"
            + " the mail of these alone. Read again when it changes. Empty: none.");
    group.add(
        Keys.HTTP_AUDIT_READS,
        BOOLEAN,
        false,
        null,
        "Whether the log dev.todoku.audit has each look at the API, and mail.audit each look at"
            + " what is known of addresses, too, and not only each change.");
    group.add(
        Keys.HTTP_PROXY_ADDRESSES,
        LIST,
        "",
        null,
        "Addresses and networks (192.0.2.0/24), separated by commas, of proxies that sign people in"
            + " and name them in a header. From others the header means nothing. Empty: none.");
    group.add(
        Keys.HTTP_PROXY_USER_HEADER,
        STRING,
        "X-Forwarded-User",
        null,
        "The header in which such a proxy names a person. The proxy must replace what a client"
            + " sends in it.");
    group.add(
        Keys.HTTP_PROXY_ROLES,
        LIST,
        "read",
        null,
        "What people whom a proxy names may do: read, operate, ingest, separated by commas.");
    group.add(
        Keys.HTTP_REQUESTS_PER_SECOND,
        INT,
        200,
        Range.between(1, 1_000_000),
        "Requests that one client address may send in a second; further ones get 429.");
    group.add(
        Keys.HTTP_TLS_KEYSTORE,
        STRING,
        "",
        null,
        "PKCS #12 file with certificate and key for HTTPS. Empty: HTTP. Other instances must trust"
            + " the certificate.");
    group.add(
        Keys.HTTP_TLS_KEYSTORE_PASSWORD,
        PASSWORD,
        "",
        null,
        "Password of http.tls.keystore and of the key in it.");
    group.add(
        Keys.SEARCH_MAILS,
        LONG,
        1_000_000L,
        Range.between(1L, 1_000_000_000L),
        "Mails, the latest, that are found by queue id, part of an address and subject, and that"
            + " incidents list. They take room in state.dir of each instance.");
    group.add(
        Keys.GRAFANA_URL,
        STRING,
        "",
        null,
        "Where people reach Grafana with the dashboards of deploy/grafana, for links from"
            + " incidents. Empty: no links.");
    group.add(
        Keys.DNS_RESOLVERS,
        LIST,
        List.of(),
        Checks.resolvers(),
        "Resolvers that /api/check asks, as host:port separated by commas. Empty: those of this"
            + " machine.");
    group.add(
        Keys.METRICS_PROVIDERS_MAX,
        INT,
        50,
        Range.between(1, 1000),
        "Providers that get their own label value in metrics beside the well-known ones, the first"
            + " to be seen; the rest is \"other\".");
  }

  private void alerting() {
    Group group = new Group("Alerts for people (todoku notify)");
    group.add(
        Keys.NOTIFY_WEBHOOK_URL,
        PASSWORD,
        "",
        null,
        "Secret address of an incoming webhook as Slack has it. Empty: none.");
    group.add(
        Keys.NOTIFY_ALERTMANAGER_URL,
        STRING,
        "",
        null,
        "Addresses of Alertmanagers, such as http://alertmanager:9093, separated by commas. Empty:"
            + " none.");
    group.add(
        Keys.NOTIFY_MAIL_TO,
        LIST,
        "",
        null,
        "Addresses that alerts are mailed to, separated by commas. Empty: none. Do not use"
            + " addresses whose mail comes through the mail service that is monitored.");
    group.add(Keys.NOTIFY_MAIL_FROM, STRING, "", null, "Address that these mails come from.");
    group.add(
        Keys.NOTIFY_MAIL_HOST, STRING, "localhost", null, "Mail server that takes these mails.");
    group.add(
        Keys.NOTIFY_MAIL_PORT,
        INT,
        25,
        Range.between(1, 65_535),
        "Port of the mail server that takes these mails.");
    group.add(
        Keys.NOTIFY_MAIL_SECURITY,
        STRING,
        "none",
        ValidString.in("none", "starttls", "tls"),
        "none: in clear. starttls: upgrades the connection with STARTTLS, and sends nothing where"
            + " the server does not offer it; it never falls back to clear. tls: TLS from the first"
            + " byte, usually on port 465.");
    group.add(Keys.NOTIFY_MAIL_USER, STRING, "", null, "Who signs in to it. Empty: nobody.");
    group.add(
        Keys.NOTIFY_MAIL_PASSWORD, PASSWORD, "", null, "Password with which that user signs in.");
    group.add(
        Keys.NOTIFY_PAGE_URL,
        STRING,
        "",
        null,
        "Where people reach the page of Todoku, for links to incidents. Empty: no links.");
    group.add(
        Keys.NOTIFY_LANGUAGE,
        STRING,
        "en",
        ValidString.in("ja", "en"),
        "Language in which alerts are handed on.");
    group.add(
        Keys.NOTIFY_ROUTES,
        STRING,
        "",
        null,
        "File that says who is notified of what (docs/notify.md). Empty: everything goes to the"
            + " targets above; with a file, only it counts.");
    group.add(
        Keys.NOTIFY_ZONE,
        STRING,
        "system",
        Checks.zone(),
        "Time zone in which times are written, such as Asia/Tokyo. system: that of this machine.");
  }

  private static void rate(Group group, String key, double value, String documentation) {
    group.add(key, DOUBLE, value, Range.between(0.0, 1.0), documentation);
  }

  private static void byName(Group group, String key, String documentation) {
    group.add(key, LIST, List.of(), Checks.numbersByName(), documentation);
  }

  private static void volume(Group group, String key, int value, String documentation) {
    group.add(key, INT, value, Range.between(1, Integer.MAX_VALUE), documentation);
  }

  private final class Group {
    private final String name;
    private int order;

    Group(String name) {
      this.name = name;
    }

    void add(
        String key,
        ConfigDef.Type type,
        Object defaultValue,
        ConfigDef.@Nullable Validator check,
        String documentation) {
      order++;
      all.define(
          key,
          type,
          defaultValue,
          check,
          Importance.MEDIUM,
          documentation,
          name,
          order,
          Width.NONE,
          key);
    }
  }
}
