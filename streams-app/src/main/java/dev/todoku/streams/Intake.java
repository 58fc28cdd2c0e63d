package dev.todoku.streams;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.wire.InternalTopics;
import java.util.Arrays;
import java.util.List;

/**
 * The stages that make events of what is not one yet: a line here for each. What comes behind waits
 * for all of them, and metrics begin with all of them.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // a topic is a record of name and serdes, and never changes
public enum Intake {
  POSTFIX(Names.POSTFIX_INTAKE, Topics.RAW_POSTFIX, InternalTopics.LOG_WATERMARKS),
  BOUNCES(Names.BOUNCE_INTAKE, Topics.RAW_BOUNCES, InternalTopics.BOUNCE_WATERMARKS),
  REPORTS(Names.REPORT_INTAKE, Topics.RAW_REPORTS, InternalTopics.REPORT_WATERMARKS),
  LOGS(Names.LOG_INTAKE, Topics.RAW_LOGS, InternalTopics.SERVER_LOG_WATERMARKS);

  private final String stage;
  private final Topic<byte[], byte[]> topic;
  private final Topic<String, WatermarkRecord> marks;

  Intake(String stage, Topic<byte[], byte[]> topic, Topic<String, WatermarkRecord> marks) {
    this.stage = stage;
    this.topic = topic;
    this.marks = marks;
  }

  /** Name of the stage. */
  public String stage() {
    return stage;
  }

  /** The topic that it reads. */
  public Topic<byte[], byte[]> topic() {
    return topic;
  }

  /** Where the writers of that topic say how far they have come. */
  public Topic<String, WatermarkRecord> marks() {
    return marks;
  }

  /** Names of all stages. */
  public static List<String> stages() {
    return Arrays.stream(values()).map(Intake::stage).toList();
  }
}
