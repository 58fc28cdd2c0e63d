package dev.todoku.cli.replay;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.MessageTime;
import dev.todoku.schema.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file that is one mail message. It is held in memory only while it is taken. */
final class MessageSource implements ReplaySource {
  private final Input input;
  private final int maxLength;
  private final ByteCounter counter;
  private final byte @Nullable [] standardInput;
  private final @Nullable String objection;
  private long time;

  private MessageSource(
      Input input,
      int maxLength,
      ByteCounter counter,
      byte @Nullable [] standardInput,
      long time,
      @Nullable String objection) {
    this.objection = objection;
    this.input = input;
    this.maxLength = maxLength;
    this.counter = counter;
    this.standardInput = standardInput;
    this.time = time;
  }

  /**
   * Reads when the message came.
   *
   * @param maxLength largest message in bytes that can be written
   */
  static MessageSource open(Input input, int maxLength, ByteCounter counter, CredibleTimes credible)
      throws IOException {
    try (InputStream in = input.open(new ByteCounter())) {
      // It can be read only once.
      byte[] all = input.isStandardInput() ? in.readNBytes(maxLength + 1) : null;
      InputStream header = all == null ? in : new ByteArrayInputStream(all);
      long time = MessageTime.of(header).orElse(input.modifiedAt());
      String objection = credible.objection(time).orElse(null);
      long ordered = objection == null ? time : credible.latest();
      return new MessageSource(input, maxLength, counter, all, ordered, objection);
    }
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public String place() {
    return input.name();
  }

  @Override
  public ReplayItem take() throws IOException {
    long takenTime = time;
    time = Long.MAX_VALUE;
    if (objection != null) {
      return new ReplayItem.Skipped(takenTime, place(), objection);
    }
    byte[] message = standardInput == null ? read() : standardInput;
    if (message.length > maxLength) {
      return new ReplayItem.Skipped(
          takenTime, place(), "is larger than the " + maxLength + " bytes of its topic");
    }
    // Any key will do; the same one each time puts it into the same partition.
    byte[] key = input.fileName().getBytes(StandardCharsets.UTF_8);
    return ReplayItem.Entry.of(Topics.RAW_BOUNCES.name(), key, message, takenTime, place());
  }

  private byte[] read() throws IOException {
    try (InputStream in = input.open(counter)) {
      return in.readNBytes(maxLength + 1);
    }
  }
}
