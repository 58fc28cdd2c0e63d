package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;

/** The binary form of samples. */
public final class SampleForm {
  private static final EnumCodes<EvidenceGrade> GRADES = EnumCodes.of(EvidenceGrade.class);

  private SampleForm() {}

  /** Writes several. */
  public static void write(BinaryWriter out, List<Evidence.Sample> samples) {
    out.writeVarLong(samples.size());
    samples.forEach(sample -> write(out, sample));
  }

  /** Writes one. */
  public static void write(BinaryWriter out, Evidence.Sample sample) {
    SmtpReply reply = sample.reply() == null ? SmtpReply.UNKNOWN : sample.reply();
    out.writeVarLong(sample.time())
        .writeString(sample.messageId())
        .writeString(sample.sender())
        .writeString(sample.recipient())
        .writeVarLong(reply.code())
        .writeString(reply.status())
        .writeString(reply.text())
        .writeString(reply.command())
        .writeByte(GRADES.codeOrZero(sample.evidence()));
  }

  /** Reads several. */
  public static List<Evidence.Sample> read(BinaryReader in) {
    int count = in.readVarInt();
    List<Evidence.Sample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(readOne(in));
    }
    return List.copyOf(samples);
  }

  /** Reads one. */
  public static Evidence.Sample readOne(BinaryReader in) {
    return new Evidence.Sample(
        in.readVarLong(),
        in.readRequired(),
        in.readString(),
        in.readRequired(),
        new SmtpReply(in.readVarInt(), in.readString(), in.readString(), in.readString()),
        GRADES.constantOrNull(in.readByte()));
  }
}
