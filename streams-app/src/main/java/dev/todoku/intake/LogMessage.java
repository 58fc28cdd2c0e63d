package dev.todoku.intake;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/**
 * A message in the queue of a server, as the intake of logs stores it.
 *
 * @param format of the log
 * @param host the server
 * @param message its own stored form
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LogMessage(String format, String host, byte[] message) {
  private static final int VERSION = 1;

  byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(format)
        .writeString(host)
        .writeBytes(message)
        .toBytes();
  }

  static LogMessage decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new LogMessage(in.readRequired(), in.readRequired(), in.readBytes());
  }
}
