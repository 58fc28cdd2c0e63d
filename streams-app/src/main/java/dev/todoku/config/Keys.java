package dev.todoku.config;

/** The names of all keys. */
final class Keys {
  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  static final String APPLICATION_ID = "application.id";
  static final String STATE_DIR = "state.dir";
  static final String STATE_DISK_MIN_FREE_BYTES = "state.disk.min.free.bytes";
  static final String PROCESSING_GUARANTEE = "processing.guarantee";
  static final String NUM_STREAM_THREADS = "num.stream.threads";

  static final String TOPICS_PARTITIONS = "topics.partitions";
  static final String TOPICS_REPLICATION_FACTOR = "topics.replication.factor";

  static final String JOIN_WINDOW_MS = "join.window.ms";
  static final String EVENT_TIME_AHEAD_MAX_MS = "event.time.ahead.max.ms";
  static final String EARLY_BOUNCE_WAIT_MS = "early.bounce.wait.ms";
  static final String WATERMARK_LATENESS_MS = "watermark.lateness.ms";
  static final String WATERMARK_REPLAY_PATIENCE_MS = "watermark.replay.patience.ms";
  static final String WATERMARK_IGNORED_INPUTS = "watermark.ignored.inputs";
  static final String JUDGING_LATE_WINDOW_MS = "judging.late.window.ms";
  static final String ADDRESS_KEEP_LOCAL_PART_CASE = "address.keep.local.part.case";

  static final String PSEUDONYM_KEY = "privacy.pseudonym.key";

  static final String POSTFIX_ZONE = "intake.postfix.zone";
  static final String POSTFIX_SOURCE_IPS = "intake.postfix.source.ips";
  static final String POSTFIX_HOPS_OWN = "intake.postfix.hops.own";
  static final String POSTFIX_HOPS_RELAYS = "intake.postfix.hops.relays";
  static final String POSTFIX_HOPS_PROVIDERS = "intake.postfix.hops.providers";
  static final String POSTFIX_QUEUE_MEMORY = "intake.postfix.queue.memory.ms";

  static final String REPORT_SOURCES = "intake.reports.sources";

  /** Keys that begin like this are of one source of reports: sender, name of the source, what. */
  static final String REPORTS_PREFIX = "intake.reports.";

  static final String BOUNCE_RULES = "bounce.rules";

  static final String BOUNCE_AUTHSERV_IDS = "bounce.authserv.ids";
  static final String BOUNCE_TRUSTED_SOURCES = "bounce.trusted.sources";
  static final String BOUNCE_VERP_SECRET = "bounce.verp.secret";
  static final String FEEDBACK_SOURCES = "feedback.sources";

  static final String SUPPRESS_DEAD_THRESHOLD = "suppress.dead.threshold";
  static final String SUPPRESS_SOFT_THRESHOLD = "suppress.soft.threshold";
  static final String SUPPRESS_BY_STREAM = "suppress.by.stream";

  static final String DETECTION_MIN_VOLUME = "detection.min.volume";
  static final String DETECTION_MIN_VOLUME_BY = "detection.min.volume.by";
  static final String DETECTION_MIN_FAILURES = "detection.min.failures";
  static final String DETECTION_MIN_FAILURES_BY = "detection.min.failures.by";

  static final String BOUNCE_RATE_ADVICE = "senders.bounce.rate.advice";
  static final String BOUNCE_RATE_PAUSE = "senders.bounce.rate.pause";
  static final String BOUNCE_MIN_VOLUME = "senders.bounce.min.volume";
  static final String COMPLAINT_RATE_ADVICE = "senders.complaint.rate.advice";
  static final String COMPLAINT_RATE_PAUSE = "senders.complaint.rate.pause";
  static final String COMPLAINT_MIN_VOLUME = "senders.complaint.min.volume";
  static final String SENDERS_DAY_ZONE = "senders.day.zone";

  static final String HTTP_HOST = "http.host";
  static final String HTTP_PORT = "http.port";
  static final String HTTP_ADVERTISED = "http.advertised";
  static final String HTTP_TOKEN = "http.token";
  static final String HTTP_TOKENS_FILE = "http.tokens.file";
  static final String HTTP_PROXY_ADDRESSES = "http.proxy.addresses";
  static final String HTTP_PROXY_USER_HEADER = "http.proxy.user.header";
  static final String HTTP_PROXY_ROLES = "http.proxy.roles";
  static final String HTTP_AUDIT_READS = "http.audit.reads";
  static final String HTTP_REQUESTS_PER_SECOND = "http.requests.per.second";
  static final String HTTP_TLS_KEYSTORE = "http.tls.keystore";
  static final String HTTP_TLS_KEYSTORE_PASSWORD = "http.tls.keystore.password";
  static final String GRAFANA_URL = "grafana.url";
  static final String SEARCH_MAILS = "search.mails";
  static final String DNS_RESOLVERS = "dns.resolvers";
  static final String METRICS_PROVIDERS_MAX = "metrics.providers.max";

  static final String NOTIFY_WEBHOOK_URL = "notify.webhook.url";
  static final String NOTIFY_ALERTMANAGER_URL = "notify.alertmanager.url";
  static final String NOTIFY_MAIL_TO = "notify.mail.to";
  static final String NOTIFY_MAIL_FROM = "notify.mail.from";
  static final String NOTIFY_MAIL_HOST = "notify.mail.host";
  static final String NOTIFY_MAIL_PORT = "notify.mail.port";
  static final String NOTIFY_MAIL_SECURITY = "notify.mail.security";
  static final String NOTIFY_MAIL_USER = "notify.mail.user";
  static final String NOTIFY_MAIL_PASSWORD = "notify.mail.password";
  static final String NOTIFY_PAGE_URL = "notify.page.url";
  static final String NOTIFY_LANGUAGE = "notify.language";
  static final String NOTIFY_ROUTES = "notify.routes";
  static final String NOTIFY_ZONE = "notify.zone";

  /** Keys that begin like this are handed to every Kafka client, without the prefix. */
  static final String KAFKA_PREFIX = "kafka.";

  /** How clients sign in. */
  static final String KAFKA_SASL_LOGIN = "kafka.sasl.jaas.config";

  private Keys() {}
}
