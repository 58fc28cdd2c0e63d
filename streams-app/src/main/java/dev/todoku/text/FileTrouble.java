package dev.todoku.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file or directory cannot be used, for a person: Java's messages are often its name. */
public final class FileTrouble {
  private FileTrouble() {}

  /** In a few words, which name the file where it is another than was asked for. */
  public static String of(IOException error) {
    if (error instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (error instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is no directory";
    }
    if (error instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (error instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    return String.valueOf(error.getMessage());
  }
}
