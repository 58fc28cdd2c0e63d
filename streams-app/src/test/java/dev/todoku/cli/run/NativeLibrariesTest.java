package dev.todoku.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.rocksdb.RocksDB;

class NativeLibrariesTest {
  @Test
  void findsWhatWasUnpackedAndNothingElse() {
    List<String> maps =
        List.of(
            "7f00-7f01 r-xp 00000000 08:01 12      /tmp/librocksdbjni123.so",
            "7f01-7f02 r--p 00001000 08:01 12      /tmp/librocksdbjni123.so",
            "7f02-7f03 r-xp 00000000 08:01 13      /tmp/liblz4-java-9.so",
            "7f03-7f04 r-xp 00000000 08:01 14      /usr/lib/librocksdbjni.so",
            "7f04-7f05 r-xp 00000000 08:01 15      /tmp/libother.so",
            "7f05-7f06 rw-p 00000000 00:00 0 ",
            "7f06-7f07 rw-p 00000000 00:00 0       [heap]");
    assertThat(NativeLibraries.unpacked(maps, Path.of("/tmp")))
        .containsExactlyInAnyOrder(
            Path.of("/tmp/librocksdbjni123.so"), Path.of("/tmp/liblz4-java-9.so"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void deletesThatOfThisProcessWhichGoesOnToWork() throws Exception {
    RocksDB.loadLibrary();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    Path maps = Path.of("/proc/self/maps");
    NativeLibraries.deleteUnpacked();
    assertThat(NativeLibraries.unpacked(Files.readAllLines(maps), temporary))
        .noneMatch(Files::exists);
    assertThat(RocksDB.rocksdbVersion().getMajor()).isPositive();
  }
}
