package dev.todoku.bounce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;

/**
 * A block of header fields (RFC 5322 section 2.2), also those of a delivery status (RFC 3464
 * section 2.1).
 */
final class Fields {
  static final Fields NONE = new Fields();

  /** Far above genuine mail, far below what hurts. */
  static final MimeConfig LIMITS =
      MimeConfig.custom()
          .setMaxLineLen(100_000)
          .setMaxHeaderLen(100_000)
          .setMaxHeaderCount(2_000)
          .build();

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final Map<String, List<String>> values = new HashMap<>();

  /** Reads up to the first empty line. */
  static Fields read(InputStream in) throws IOException, MimeException {
    MimeTokenStream tokens = new MimeTokenStream(LIMITS);
    tokens.parse(in);
    Fields fields = new Fields();
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_HEADER && state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      if (state == EntityState.T_FIELD) {
        fields.add(tokens.getField());
      }
    }
    return fields;
  }

  static Fields read(String block) throws IOException, MimeException {
    return read(new ByteArrayInputStream(block.getBytes(StandardCharsets.UTF_8)));
  }

  void add(Field field) {
    values
        .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
        .add(unfolded(field));
  }

  /** The bytes as they came: mime4j's own text of a field takes UTF-8 (RFC 6532) for Latin-1. */
  private static String unfolded(Field field) {
    ByteSequence raw = field.getRaw();
    String body = field.getBody();
    if (raw != null) {
      String line = ContentUtil.decode(StandardCharsets.UTF_8, raw);
      body = line.substring(line.indexOf(':') + 1);
    }
    return body == null ? "" : SPACES.matcher(body).replaceAll(" ").strip();
  }

  /** Every value of the field, unfolded. */
  List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The first value of the field, unfolded; empty when there is none. */
  String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? "" : all.get(0);
  }

  boolean has(String name) {
    return !all(name).isEmpty();
  }
}
