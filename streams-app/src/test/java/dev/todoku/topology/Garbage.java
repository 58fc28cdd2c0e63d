package dev.todoku.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What writers send by mistake or in malice, most of it a good value that was spoilt. */
final class Garbage {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long[] ABSURD_TIMES = {
    Long.MIN_VALUE,
    -62_135_596_800_000L, // year 1
    1, // 1970
    4_070_908_800_000L, // 2099
    Long.MAX_VALUE
  };

  private final List<Bad> all = new ArrayList<>();

  /**
   * A value that cannot be processed.
   *
   * @param what a name for messages
   * @param value null for a record without value
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bad(String what, byte[] value) {}

  private Garbage() {}

  /** Bytes that are nothing on any topic. */
  static List<Bad> anywhere(Random random) {
    Garbage garbage = new Garbage();
    garbage.add("no value", (byte[]) null);
    for (int length = 1; length <= 4_096; length *= 4) {
      garbage.add(length + " random bytes", noise(random, length));
    }
    garbage.add("invalid UTF-8", new byte[] {(byte) 0xC0, (byte) 0x80, (byte) 0xFF});
    garbage.add("JSON of another kind", "[{\"a\":1}]");
    garbage.add("JSON of nothing", "{}");
    garbage.add("JSON nested deep", "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    return garbage.all;
  }

  /**
   * A good JSON value, spoilt.
   *
   * @param timeField the field that holds its event time
   * @param nameField a field that holds an address or a name
   * @param required fields that it must have
   */
  static List<Bad> ofJson(byte[] good, String timeField, String nameField, List<String> required) {
    Garbage garbage = new Garbage();
    garbage.add("an empty value", new byte[0]);
    for (int tenth = 1; tenth < 10; tenth++) {
      garbage.add("cut to " + tenth + "/10", Arrays.copyOf(good, good.length * tenth / 10));
    }
    for (String field : required) {
      garbage.add("without " + field, edited(good, object -> object.remove(field)));
    }
    for (long time : ABSURD_TIMES) {
      garbage.add(timeField + " " + time, edited(good, object -> object.put(timeField, time)));
    }
    for (String number : List.of("1e400", "-1e400", "9".repeat(30), "9".repeat(5_000), "1.5")) {
      String head = number.substring(0, Math.min(number.length(), 6));
      garbage.add(timeField + " a number like " + head, withTime(good, timeField, number));
    }
    String longName = "a".repeat(100_000) + "@example.net";
    garbage.add("a long " + nameField, edited(good, object -> object.put(nameField, longName)));
    garbage.add("invalid UTF-8 in a text", withInvalidUtf8(good, nameField));
    garbage.add("something behind the end", text(good) + "}");
    garbage.add(
        "an unknown field nested deep",
        text(good).replaceFirst("\\{", "{\"x\":" + "[".repeat(9_000) + "]".repeat(9_000) + ","));
    return garbage.all;
  }

  static byte[] noise(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private interface Edit {
    void apply(ObjectNode object);
  }

  private static byte[] edited(byte[] good, Edit edit) {
    ObjectNode object = (ObjectNode) JSON.readTree(good);
    edit.apply(object);
    return JSON.writeValueAsBytes(object);
  }

  private static String withTime(byte[] good, String timeField, String number) {
    return text(good).replaceFirst("\"" + timeField + "\":\\d+", "\"" + timeField + "\":" + number);
  }

  private static byte[] withInvalidUtf8(byte[] good, String nameField) {
    byte[] bytes = edited(good, object -> object.put(nameField, "a~~b@example.net"));
    String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("~~", "\u00c3\u0028");
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private void add(String what, byte[] value) {
    all.add(new Bad(what, value));
  }

  private void add(String what, String value) {
    add(what, value.getBytes(StandardCharsets.UTF_8));
  }
}
