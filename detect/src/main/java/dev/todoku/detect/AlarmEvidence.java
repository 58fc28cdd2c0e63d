package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the failures of a channel since the onset have in common. Not thread-safe. */
final class AlarmEvidence {
  private static final int RECIPIENTS_KEPT = 16;
  private static final int SEVERAL_RECIPIENTS = 4;

  private final FailureType failureType;
  private final Shares members;
  private final Shares batches;

  /** Hashes of recipients, of the samples seen. */
  private final Set<Integer> recipients = new TreeSet<>();

  private long temporary;
  private long cleared;
  private long unexplained;
  private long proven;
  private List<Evidence.Sample> samples = List.of();

  /** What most of the samples are about; asked again for each stream that crosses this one. */
  private final Map<ReplySubject, Boolean> subjects = new EnumMap<>(ReplySubject.class);

  private RecipientDomains domains = new RecipientDomains();

  AlarmEvidence(FailureType failureType) {
    this(failureType, new Shares(), new Shares());
  }

  private AlarmEvidence(FailureType failureType, Shares members, Shares batches) {
    this.failureType = failureType;
    this.members = members;
    this.batches = batches;
  }

  void add(StreamMinute minute, Counting counting) {
    members.add(minute.members(), counting);
    batches.add(minute.batches(), counting);
    temporary += minute.total().get(Figure.TEMPORARY_REFUSALS);
    cleared += minute.total().get(Figure.CLEARED_REFUSALS);
    unexplained += minute.total().get(Figure.UNEXPLAINED);
    proven += minute.total().get(Figure.PROVEN);
    List<Evidence.Sample> more = minute.samples(shownBy(failureType));
    if (!more.isEmpty()) {
      samples = Samples.latest(samples, more);
      subjects.clear();
    }
    for (Evidence.Sample sample : more) {
      domains.add(sample.recipient());
      if (recipients.size() < RECIPIENTS_KEPT) {
        recipients.add(sample.recipient().hashCode());
      }
    }
  }

  /** A failure is a sample of one kind: who is unknown and had no mail before is just unknown. */
  private static FailureType shownBy(FailureType failureType) {
    return failureType == FailureType.UNKNOWN_FIRST_CONTACTS
        ? FailureType.UNKNOWN_RECIPIENTS
        : failureType;
  }

  Shares members() {
    return members;
  }

  Shares batches() {
    return batches;
  }

  /** How many recipients are hit; beyond {@value #RECIPIENTS_KEPT} it is not counted on. */
  int recipients() {
    return recipients.size();
  }

  /** Whether it is more than the trouble of a few recipients. */
  boolean hasSeveralRecipients() {
    return recipients.size() >= SEVERAL_RECIPIENTS;
  }

  /** Whether so many recipients are hit that more are not counted. */
  boolean hasManyRecipients() {
    return recipients.size() >= RECIPIENTS_KEPT;
  }

  long temporary() {
    return temporary;
  }

  /** Mail that was held back for now, and passed on retry. */
  long cleared() {
    return cleared;
  }

  /** Refusals of recipients who have not proved to exist, that do not say why. */
  long unexplained() {
    return unexplained;
  }

  /** Mail to recipients who had proved to exist. */
  long proven() {
    return proven;
  }

  List<Evidence.Sample> samples() {
    return samples;
  }

  /** Whether most of the latest failures are of a kind. */
  boolean areMost(Predicate<Evidence.Sample> kind) {
    return 2 * samples.stream().filter(kind).count() > samples.size();
  }

  /** Whether most of the latest replies say that they are about {@code subject}. */
  boolean areMostRepliesAbout(ReplySubject subject) {
    return subjects.computeIfAbsent(subject, this::isMostlyNamed);
  }

  private boolean isMostlyNamed(ReplySubject subject) {
    List<String> replies =
        samples.stream()
            .map(sample -> sample.reply() == null ? null : sample.reply().text())
            .filter(Objects::nonNull)
            .map(text -> text.toLowerCase(Locale.ROOT))
            .toList();
    return 2 * replies.stream().filter(subject::isNamedIn).count() > replies.size();
  }

  /** Failures by the recipient's domain. */
  RecipientDomains domains() {
    return domains;
  }

  void writeTo(BinaryWriter out) {
    members.writeTo(out);
    batches.writeTo(out);
    out.writeVarLong(recipients.size());
    recipients.forEach(out::writeSigned);
    out.writeVarLong(temporary).writeVarLong(cleared);
    SampleForm.write(out, samples);
    domains.writeTo(out);
    out.writeVarLong(unexplained).writeVarLong(proven);
  }

  static AlarmEvidence readFrom(BinaryReader in, FailureType failureType) {
    AlarmEvidence evidence =
        new AlarmEvidence(failureType, Shares.readFrom(in), Shares.readFrom(in));
    int size = in.readVarInt();
    for (int i = 0; i < size; i++) {
      evidence.recipients.add((int) in.readSigned());
    }
    evidence.temporary = in.readVarLong();
    evidence.cleared = in.readVarLong();
    evidence.samples = SampleForm.read(in);
    if (in.version() >= StreamState.WITH_DOMAINS) {
      evidence.domains = RecipientDomains.readFrom(in);
      evidence.unexplained = in.readVarLong();
    }
    if (in.version() >= StreamState.WITH_PROVEN) {
      evidence.proven = in.readVarLong();
    }
    return evidence;
  }
}
