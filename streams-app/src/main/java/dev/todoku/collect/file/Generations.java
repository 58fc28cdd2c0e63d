package dev.todoku.collect.file;

import dev.todoku.collect.LineStamp;
import dev.todoku.collect.LineStamps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files of one log, the oldest first. While a file is being copied or compressed there are two
 * of it; the one that was there before stands for both.
 */
final class Generations {
  private static final Comparator<BackFile> BY_AGE =
      Comparator.comparingLong(BackFile::firstTime)
          .thenComparingLong(BackFile::modifiedAt)
          .thenComparing(BackFile::isLive);

  /** What is written outranks a copy of it, and a file what is being made of it. */
  private static final Comparator<BackFile> BY_RANK =
      Comparator.comparing((BackFile file) -> !file.isLive()).thenComparing(BackFile::isPacked);

  private final Path log;
  private final LineStamps.Factory stamps;

  /**
   * @param log under which name the log is written; it need not exist
   */
  Generations(Path log, LineStamps.Factory stamps) {
    this.log = log.toAbsolutePath().normalize();
    this.stamps = stamps;
  }

  Path log() {
    return log;
  }

  /**
   * The files that are there now and hold anything.
   *
   * @throws NoSuchFileException when one was renamed or packed meanwhile: the list would lack it
   */
  List<BackFile> list() throws IOException {
    List<BackFile> all = new ArrayList<>();
    String name = log.getFileName().toString();
    Path directory = log.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return all;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            directory, file -> RotationNames.logOf(file.getFileName().toString()).equals(name))) {
      for (Path file : files) {
        BackFile.look(file, file.equals(log), this::firstTime)
            .filter(found -> !found.head().isEmpty())
            .ifPresent(all::add);
      }
    }
    return withoutCopies(all);
  }

  private static List<BackFile> withoutCopies(List<BackFile> all) {
    all.sort(BY_RANK);
    List<BackFile> different = new ArrayList<>();
    for (BackFile file : all) {
      if (different.stream().noneMatch(other -> other.head().isSameLog(file.head()))) {
        different.add(file);
      }
    }
    different.sort(BY_AGE);
    return different;
  }

  private long firstTime(byte[] line, long modifiedAt) {
    return stamps.until(modifiedAt).of(line).map(LineStamp::time).orElse(modifiedAt);
  }
}
