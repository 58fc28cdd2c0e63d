package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReturnedReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came back by mail for one (message, recipient) and is not proven in any case. Merged as
 * {@link MessageState} are: each part for itself.
 *
 * <p>Some reports are proven as long as nobody else knows the message's names: once it turns out to
 * have another recipient, they prove less. They are kept twice, as what they prove alone and as
 * what they prove then, so that it does not matter which is known first.
 *
 * @param alone a bounce message that is proven if the message has one recipient, else null
 * @param plausible a bounce message that is plausible, else null
 * @param unproven a bounce message that is not, else null
 * @param complainedAlone first complaint that is proven if the message has one recipient
 * @param complainedPlausible first complaint that is plausible
 * @param complaintReceivedAt when such a one came first
 * @param complainedUnproven first complaint that is not
 * @param shared whether the message is known to have other recipients
 */
record ReturnedBounces(
    @Nullable ReturnedBounce alone,
    @Nullable ReturnedBounce plausible,
    @Nullable ReturnedBounce unproven,
    long complainedAlone,
    long complainedPlausible,
    long complaintReceivedAt,
    long complainedUnproven,
    boolean shared) {

  /** Nothing came. */
  static final ReturnedBounces NONE = new ReturnedBounces(null, null, null, 0, 0, 0, 0, false);

  /** The message has other recipients. */
  static final ReturnedBounces SHARED = new ReturnedBounces(null, null, null, 0, 0, 0, 0, true);

  private static final int ALONE = 1;
  private static final int PLAUSIBLE = 1 << 1;
  private static final int UNPROVEN = 1 << 2;
  private static final int COMPLAINED_ALONE = 1 << 3;
  private static final int COMPLAINED_PLAUSIBLE = 1 << 4;
  private static final int COMPLAINED_UNPROVEN = 1 << 5;
  private static final int IS_SHARED = 1 << 6;

  /**
   * A bounce message.
   *
   * @param alone what it proves if the message has one recipient
   * @param shared what it proves if it has others; not PROVEN
   */
  static ReturnedBounces ofBounce(
      ReturnedBounce report, EvidenceGrade alone, EvidenceGrade shared) {
    return new ReturnedBounces(
        alone == EvidenceGrade.PROVEN ? report : null,
        shared == EvidenceGrade.PLAUSIBLE ? report : null,
        shared == EvidenceGrade.UNPROVEN ? report : null,
        0,
        0,
        0,
        0,
        false);
  }

  /** A complaint, as {@link #ofBounce}. */
  static ReturnedBounces ofComplaint(
      long at, long receivedAt, EvidenceGrade alone, EvidenceGrade shared) {
    boolean isPlausible = shared == EvidenceGrade.PLAUSIBLE;
    return new ReturnedBounces(
        null,
        null,
        null,
        alone == EvidenceGrade.PROVEN ? at : 0,
        isPlausible ? at : 0,
        isPlausible ? receivedAt : 0,
        shared == EvidenceGrade.UNPROVEN ? at : 0,
        false);
  }

  ReturnedBounces merge(ReturnedBounces other) {
    if (equals(other) || other.equals(NONE)) {
      return this;
    }
    return new ReturnedBounces(
        ReturnedBounce.merge(alone, other.alone),
        ReturnedBounce.merge(plausible, other.plausible),
        ReturnedBounce.merge(unproven, other.unproven),
        MessageState.earlier(complainedAlone, other.complainedAlone),
        MessageState.earlier(complainedPlausible, other.complainedPlausible),
        MessageState.earlier(complaintReceivedAt, other.complaintReceivedAt),
        MessageState.earlier(complainedUnproven, other.complainedUnproven),
        shared || other.shared);
  }

  /** The bounce message that is proven, null when none is. */
  @Nullable ReturnedBounce proven() {
    return shared ? null : alone;
  }

  /** The first complaint that is proven, 0 when none is. */
  long complainedProven() {
    return shared ? 0 : complainedAlone;
  }

  /** How many kinds of these facts are known. */
  int count() {
    return count(alone != null)
        + count(plausible != null)
        + count(unproven != null)
        + count(complainedAlone != 0)
        + count(complainedPlausible != 0)
        + count(complainedUnproven != 0)
        + count(shared);
  }

  private static int count(boolean known) {
    return known ? 1 : 0;
  }

  /** When the latest of them was written, 0 when there is none. */
  long latest() {
    long latest = Math.max(complainedAlone, Math.max(complainedPlausible, complainedUnproven));
    for (ReturnedBounce report : new ReturnedBounce[] {alone, plausible, unproven}) {
      latest = report == null ? latest : Math.max(latest, report.bounce().at());
    }
    return latest;
  }

  /** What proves less than all: a report that is proven stands among them no second time. */
  List<ReturnedReport> less() {
    List<ReturnedReport> reports = new ArrayList<>();
    add(reports, plausible, EvidenceGrade.PLAUSIBLE);
    add(reports, complainedPlausible, EvidenceGrade.PLAUSIBLE);
    add(reports, unproven, EvidenceGrade.UNPROVEN);
    add(reports, complainedUnproven, EvidenceGrade.UNPROVEN);
    return reports;
  }

  private void add(
      List<ReturnedReport> reports, @Nullable ReturnedBounce report, EvidenceGrade grade) {
    if (report != null && !report.equals(proven())) {
      reports.add(report.graded(grade));
    }
  }

  private void add(List<ReturnedReport> reports, long complainedAt, EvidenceGrade grade) {
    if (complainedAt != 0 && complainedAt != complainedProven()) {
      reports.add(complaint(complainedAt, grade));
    }
  }

  static ReturnedReport complaint(long at, EvidenceGrade grade) {
    return new ReturnedReport(ReturnedReport.Kind.COMPLAINT, at, Reason.FEEDBACK, grade, null);
  }

  void write(BinaryWriter out, long base) {
    out.writeByte(
        (alone != null ? ALONE : 0)
            | (plausible != null ? PLAUSIBLE : 0)
            | (unproven != null ? UNPROVEN : 0)
            | (complainedAlone != 0 ? COMPLAINED_ALONE : 0)
            | (complainedPlausible != 0 ? COMPLAINED_PLAUSIBLE : 0)
            | (complainedUnproven != 0 ? COMPLAINED_UNPROVEN : 0)
            | (shared ? IS_SHARED : 0));
    for (ReturnedBounce report : new ReturnedBounce[] {alone, plausible, unproven}) {
      if (report != null) {
        report.write(out, base);
      }
    }
    if (complainedAlone != 0) {
      out.writeSigned(complainedAlone - base);
    }
    if (complainedPlausible != 0) {
      out.writeSigned(complainedPlausible - base).writeSigned(complaintReceivedAt - base);
    }
    if (complainedUnproven != 0) {
      out.writeSigned(complainedUnproven - base);
    }
  }

  static ReturnedBounces read(BinaryReader in, long base) {
    int flags = in.readByte();
    return new ReturnedBounces(
        (flags & ALONE) != 0 ? ReturnedBounce.read(in, base) : null,
        (flags & PLAUSIBLE) != 0 ? ReturnedBounce.read(in, base) : null,
        (flags & UNPROVEN) != 0 ? ReturnedBounce.read(in, base) : null,
        (flags & COMPLAINED_ALONE) != 0 ? base + in.readSigned() : 0,
        (flags & COMPLAINED_PLAUSIBLE) != 0 ? base + in.readSigned() : 0,
        (flags & COMPLAINED_PLAUSIBLE) != 0 ? base + in.readSigned() : 0,
        (flags & COMPLAINED_UNPROVEN) != 0 ? base + in.readSigned() : 0,
        (flags & IS_SHARED) != 0);
  }
}
