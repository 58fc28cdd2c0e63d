package dev.todoku.intake.sender.json;

import dev.todoku.intake.sender.Reported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one record of a body. */
public sealed interface ReadRecord {
  /** Place of the record in the body, from 0. */
  int index();

  /** The record as JSON, or the bytes that are none. */
  byte[] json();

  /** It was read; what it reports, for each recipient. */
  record Events(int index, List<Reported> reported, JsonItem item) implements ReadRecord {
    @Override
    public byte[] json() {
      return item.bytes();
    }
  }

  /** Its type is not known. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Unknown(int index, String type, byte[] json) implements ReadRecord {}

  /** It is no record of its format. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Unreadable(int index, @Nullable String why, byte[] json) implements ReadRecord {}
}
