package dev.todoku.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as text. Strict: "010.1.1.1" and "1.2.3" are none. */
final class IpText {
  private static final Pattern V4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int GROUPS = 8;
  private static final int HEX = 16;

  private IpText() {}

  /** Four bytes, null for anything but an address. */
  static byte @Nullable [] v4(String text) {
    Matcher match = V4.matcher(text);
    if (!match.matches()) {
      return null;
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      String part = match.group(i + 1);
      int value = Integer.parseInt(part);
      if (value > 255 || (part.length() > 1 && part.startsWith("0"))) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  /** Sixteen bytes (RFC 4291 section 2.2), null for anything but an address. */
  static byte @Nullable [] v6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap));
    List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int known = head.size() + tail.size();
    if (gap < 0 ? known != GROUPS : known >= GROUPS) {
      return null;
    }
    List<Integer> all = new ArrayList<>(head);
    while (all.size() + tail.size() < GROUPS) {
      all.add(0);
    }
    all.addAll(tail);
    byte[] bytes = new byte[2 * GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      bytes[2 * i] = (byte) (all.get(i) >> Byte.SIZE);
      bytes[2 * i + 1] = (byte) (int) all.get(i);
    }
    return bytes;
  }

  /** The longest run of zeros is left out, the first of equal ones (RFC 5952 section 4.2). */
  static String ofV6(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  /** Null where one of them is none. An IPv4 address at the end is two groups. */
  private static @Nullable List<Integer> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return groups;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      byte[] v4 = i == parts.length - 1 ? v4(parts[i]) : null;
      if (v4 != null) {
        groups.add(((v4[0] & 0xff) << Byte.SIZE) | (v4[1] & 0xff));
        groups.add(((v4[2] & 0xff) << Byte.SIZE) | (v4[3] & 0xff));
      } else if (GROUP.matcher(parts[i]).matches()) {
        groups.add(Integer.parseInt(parts[i], HEX));
      } else {
        return null;
      }
    }
    return groups;
  }
}
