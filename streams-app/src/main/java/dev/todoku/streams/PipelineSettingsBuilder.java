package dev.todoku.streams;

import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.detect.Sensitivity;
import dev.todoku.evidence.EvidenceRules;
import dev.todoku.hop.HopSettings;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.provider.ProviderNames;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import dev.todoku.watermark.Consumed;
import dev.todoku.watermark.Lateness;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link PipelineSettings} in the making; its parts say what each is, and all of them are set. */
public final class PipelineSettingsBuilder {
  private int partitions;
  private Address address;
  private Duration joinWindow;
  private FutureLimit future;
  private Duration earlyWait;
  private Duration lateWindow;
  private SuppressionThresholds suppression;
  private SenderThresholds senders;
  private Sensitivity sensitivity;
  private ProviderNames providers;
  private ReplyClassifier replies;
  private Playbook playbook;
  private ZoneId postfixZone;
  private Map<String, String> sourceIps;
  private HopSettings hops;
  private Optional<Pseudonyms> pseudonyms;
  private Consumed consumed;
  private Lateness lateness;
  private Set<String> ignoredInputs;
  private EvidenceRules evidence;
  private Duration queueMemory;
  private String page;
  private ClockPace pace = ClockPace.ofProcess();

  @SuppressWarnings("NullAway.Init") // All are set before build, which no caller does without.
  PipelineSettingsBuilder() {}

  PipelineSettingsBuilder(PipelineSettings known) {
    partitions = known.partitions();
    address = known.address();
    joinWindow = known.joinWindow();
    future = known.future();
    earlyWait = known.earlyWait();
    lateWindow = known.lateWindow();
    suppression = known.suppression();
    senders = known.senders();
    sensitivity = known.sensitivity();
    providers = known.providers();
    replies = known.replies();
    playbook = known.playbook();
    postfixZone = known.postfixZone();
    sourceIps = known.sourceIps();
    hops = known.hops();
    pseudonyms = known.pseudonyms();
    consumed = known.consumed();
    lateness = known.lateness();
    ignoredInputs = known.ignoredInputs();
    evidence = known.evidence();
    queueMemory = known.queueMemory();
    page = known.page();
    pace = known.pace();
  }

  public PipelineSettingsBuilder partitions(int count) {
    partitions = count;
    return this;
  }

  public PipelineSettingsBuilder address(Address form) {
    address = form;
    return this;
  }

  public PipelineSettingsBuilder joinWindow(Duration window) {
    joinWindow = window;
    return this;
  }

  public PipelineSettingsBuilder future(FutureLimit limit) {
    future = limit;
    return this;
  }

  public PipelineSettingsBuilder earlyWait(Duration wait) {
    earlyWait = wait;
    return this;
  }

  public PipelineSettingsBuilder lateWindow(Duration window) {
    lateWindow = window;
    return this;
  }

  public PipelineSettingsBuilder suppression(SuppressionThresholds thresholds) {
    suppression = thresholds;
    return this;
  }

  public PipelineSettingsBuilder senders(SenderThresholds thresholds) {
    senders = thresholds;
    return this;
  }

  public PipelineSettingsBuilder sensitivity(Sensitivity least) {
    sensitivity = least;
    return this;
  }

  public PipelineSettingsBuilder providers(ProviderNames names) {
    providers = names;
    return this;
  }

  public PipelineSettingsBuilder replies(ReplyClassifier classifier) {
    replies = classifier;
    return this;
  }

  public PipelineSettingsBuilder playbook(Playbook book) {
    playbook = book;
    return this;
  }

  public PipelineSettingsBuilder postfixZone(ZoneId zone) {
    postfixZone = zone;
    return this;
  }

  public PipelineSettingsBuilder sourceIps(Map<String, String> byHost) {
    sourceIps = byHost;
    return this;
  }

  public PipelineSettingsBuilder hops(HopSettings known) {
    hops = known;
    return this;
  }

  public PipelineSettingsBuilder pseudonyms(Optional<Pseudonyms> forAddresses) {
    pseudonyms = forAddresses;
    return this;
  }

  public PipelineSettingsBuilder consumed(Consumed proven) {
    consumed = proven;
    return this;
  }

  public PipelineSettingsBuilder lateness(Lateness patience) {
    lateness = patience;
    return this;
  }

  public PipelineSettingsBuilder ignoredInputs(Set<String> topics) {
    ignoredInputs = topics;
    return this;
  }

  public PipelineSettingsBuilder evidence(EvidenceRules rules) {
    evidence = rules;
    return this;
  }

  public PipelineSettingsBuilder queueMemory(Duration memory) {
    queueMemory = memory;
    return this;
  }

  public PipelineSettingsBuilder page(String url) {
    page = url;
    return this;
  }

  public PipelineSettingsBuilder pace(ClockPace ofStages) {
    pace = ofStages;
    return this;
  }

  public PipelineSettings build() {
    return new PipelineSettings(
        partitions,
        address,
        joinWindow,
        future,
        earlyWait,
        lateWindow,
        suppression,
        senders,
        sensitivity,
        providers,
        replies,
        playbook,
        postfixZone,
        sourceIps,
        hops,
        pseudonyms,
        consumed,
        lateness,
        ignoredInputs,
        evidence,
        queueMemory,
        page,
        pace);
  }
}
