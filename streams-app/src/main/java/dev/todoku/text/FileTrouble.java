package dev.todoku.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file or directory cannot be used, for a person: Java's messages are often its name. */
public final class FileTrouble {
  private FileTrouble() {}

  /** Why; names the file where it is another than was asked for. */
  public static ErrorText of(IOException error) {
    if (error instanceof AccessDeniedException denied) {
      return ErrorText.of("trouble.noPermission", denied.getFile());
    }
    if (error instanceof FileAlreadyExistsException there) {
      return ErrorText.of("trouble.noDirectory", there.getFile());
    }
    if (error instanceof NoSuchFileException missing) {
      return ErrorText.of("trouble.none", missing.getFile());
    }
    if (error instanceof FileSystemException other && other.getReason() != null) {
      return ErrorText.asIs(other.getReason());
    }
    return ErrorText.asIs(error.getMessage());
  }
}
