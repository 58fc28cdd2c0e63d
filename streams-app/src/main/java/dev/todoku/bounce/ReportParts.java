package dev.todoku.bounce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * The parts of a report (RFC 6522), found in any order and at any depth.
 *
 * @param header the report's own header
 * @param isDeliveryStatus whether the message says that it is a delivery status report; where it
 *     does not, the other parts are not read
 * @param statuses the blocks of the delivery status: one of the message, one of each recipient
 * @param original the header of the returned original, {@link Fields#NONE} when none came back
 */
record ReportParts(
    Fields header, boolean isDeliveryStatus, List<Fields> statuses, Fields original) {

  private static final Set<String> STATUS_TYPES =
      Set.of("message/delivery-status", "message/global-delivery-status");

  private static final Set<String> ORIGINAL_TYPES =
      Set.of("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers");

  /** Every level is one more reader on the call stack. */
  private static final int MAX_DEPTH = 10;

  private static final Pattern EMPTY_LINE = Pattern.compile("\\r?\\n\\r?\\n[\\r\\n]*");

  /**
   * Reads {@code message}.
   *
   * @throws MimeException when it goes beyond {@link Fields#LIMITS} or its parts are nested too
   *     deep
   */
  static ReportParts read(byte[] message) throws IOException, MimeException {
    MimeTokenStream tokens = new MimeTokenStream(Fields.LIMITS);
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(new ByteArrayInputStream(message));

    Fields header = readHeader(tokens);
    if (!isDeliveryStatus(header)) {
      return new ReportParts(header, false, List.of(), Fields.NONE);
    }
    List<Fields> statuses = new ArrayList<>();
    Fields original = Fields.NONE;
    int depth = 0;
    for (EntityState state = tokens.next();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      if (state == EntityState.T_START_MULTIPART && ++depth > MAX_DEPTH) {
        throw new MimeException("parts are nested deeper than " + MAX_DEPTH);
      } else if (state == EntityState.T_END_MULTIPART) {
        depth--;
      } else if (state == EntityState.T_BODY) {
        String type = tokens.getBodyDescriptor().getMimeType();
        if (STATUS_TYPES.contains(type)) {
          statuses.addAll(blocks(tokens.getDecodedInputStream().readAllBytes()));
        } else if (ORIGINAL_TYPES.contains(type) && original == Fields.NONE) {
          original = Fields.read(tokens.getDecodedInputStream());
        }
      }
    }
    return new ReportParts(header, true, List.copyOf(statuses), original);
  }

  private static Fields readHeader(MimeTokenStream tokens) throws IOException, MimeException {
    Fields header = new Fields();
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_HEADER;
        state = tokens.next()) {
      if (state == EntityState.T_FIELD) {
        header.add(tokens.getField());
      }
    }
    return header;
  }

  private static boolean isDeliveryStatus(Fields header) {
    var type =
        RawFieldParser.DEFAULT.parseRawBody(
            new RawField("Content-Type", header.first("Content-Type")));
    return "multipart/report".equals(type.getValue().toLowerCase(Locale.ROOT))
        && type.getParams().stream()
            .filter(parameter -> "report-type".equalsIgnoreCase(parameter.getName()))
            .allMatch(parameter -> "delivery-status".equalsIgnoreCase(parameter.getValue()));
  }

  private static List<Fields> blocks(byte[] status) throws IOException, MimeException {
    List<Fields> blocks = new ArrayList<>();
    for (String block : EMPTY_LINE.split(new String(status, StandardCharsets.UTF_8).strip(), -1)) {
      blocks.add(Fields.read(block + "\r\n\r\n"));
    }
    return blocks;
  }
}
