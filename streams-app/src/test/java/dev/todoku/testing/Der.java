package dev.todoku.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The few values of ASN.1 that a certificate is made of, in DER (ITU-T X.690). */
final class Der {
  static final byte[] TRUE = value(0x01, new byte[] {(byte) 0xff});

  private static final int LONG_LENGTH = 0x80;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(0x30, parts);
  }

  static byte[] sequence(List<byte[]> parts) {
    return sequence(parts.toArray(byte[][]::new));
  }

  static byte[] number(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  static byte[] bits(byte[] bits) {
    return value(0x03, new byte[1], bits);
  }

  static byte[] octets(byte[] octets) {
    return value(0x04, octets);
  }

  static byte[] time(Instant time) {
    return value(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier in dots, such as 2.5.29.17. */
  static byte[] id(String dotted) {
    String[] arcs = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      int arc = Integer.parseInt(arcs[i]);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >> shift != 0) {
          out.write(arc >> shift & 0x7f | 0x80);
        }
      }
      out.write(arc & 0x7f);
    }
    return value(0x06, out.toByteArray());
  }

  /** Parts behind each other under a tag. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= LONG_LENGTH) {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int zeros = bytes[0] == 0 ? 1 : 0;
      out.write(LONG_LENGTH | bytes.length - zeros);
      out.write(bytes, zeros, bytes.length - zeros);
    } else {
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
