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
import dev.todoku.watermark.InputWatermark;
import dev.todoku.watermark.Lateness;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the stages need to know of the installation.
 *
 * @param partitions number of partitions of the public topics
 * @param address normal form of addresses
 * @param joinWindow how long after its send a bounce is matched
 * @param future how far ahead an event's time may be
 * @param earlyWait how long an event waits for the message it belongs to
 * @param lateWindow how long after a minute what comes for it is judged anew
 * @param suppression when a recipient is suppressed
 * @param senders when a sender is warned
 * @param sensitivity how much must have happened before anything is reported
 * @param providers names of providers
 * @param replies reasons behind replies
 * @param playbook what to do about an incident
 * @param postfixZone zone of BSD syslog times
 * @param sourceIps sending host to source IP
 * @param hops what the operator says of filters and relays
 * @param pseudonyms what stands for addresses on topics that are meant for others; empty when they
 *     stand there themselves
 * @param consumed what is proven of the reading of inputs
 * @param lateness how long inputs without marks are waited for
 * @param ignoredInputs topics that no minute waits for
 * @param evidence what is trusted of what comes back by mail
 * @param queueMemory how long a queue entry of a Postfix log is remembered
 * @param page where people reach the page, empty when unknown
 * @param pace how often the stages look at the clock
 */
public record PipelineSettings(
    int partitions,
    Address address,
    Duration joinWindow,
    FutureLimit future,
    Duration earlyWait,
    Duration lateWindow,
    SuppressionThresholds suppression,
    SenderThresholds senders,
    Sensitivity sensitivity,
    ProviderNames providers,
    ReplyClassifier replies,
    Playbook playbook,
    ZoneId postfixZone,
    Map<String, String> sourceIps,
    HopSettings hops,
    Optional<Pseudonyms> pseudonyms,
    Consumed consumed,
    Lateness lateness,
    Set<String> ignoredInputs,
    EvidenceRules evidence,
    Duration queueMemory,
    String page,
    ClockPace pace) {

  /** Of which all parts are to be set. */
  public static PipelineSettingsBuilder builder() {
    return new PipelineSettingsBuilder();
  }

  /** These settings, of which some are to be others. */
  public PipelineSettingsBuilder but() {
    return new PipelineSettingsBuilder(this);
  }

  /**
   * How far {@code inputs} have come; those that nobody waits for are left out.
   *
   * @param intakes how many intakes write to them at least
   */
  InputWatermark watermark(List<String> inputs, int intakes) {
    return new InputWatermark(
        inputs.stream().filter(input -> !ignoredInputs.contains(input)).toList(),
        lateness,
        intakes);
  }

  Placement placement() {
    return new Placement(partitions);
  }
}
