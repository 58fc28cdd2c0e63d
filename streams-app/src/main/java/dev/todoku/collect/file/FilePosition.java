package dev.todoku.collect.file;

import tools.jackson.databind.json.JsonMapper;

/**
 * How far a log and its back files have been read.
 *
 * @param headLength how much of the file's beginning is hashed, 0 when nothing of it has been read
 * @param headHash hash of that much
 * @param offset of the next line in the file, unpacked
 * @param fileTime when the first line of the file was written, in milliseconds since 1970
 * @param time of the last line that was read
 * @param host of that line
 */
record FilePosition(
    int headLength, String headHash, long offset, long fileTime, long time, String host) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  byte[] encode() {
    return JSON.writeValueAsBytes(this);
  }

  static FilePosition decode(byte[] bytes) {
    return JSON.readValue(bytes, FilePosition.class);
  }
}
