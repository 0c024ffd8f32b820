package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in words why a file could not be read or written, and what to try. */
final class FileErrors {
  private FileErrors() {}

  /**
   * @param problem what could not be done, in a few words
   * @param origin the option or job that named the file
   */
  static OcelliException of(String problem, String origin, IOException e) {
    String file =
        e instanceof FileSystemException fs && fs.getFile() != null ? fs.getFile() : reason(e);
    return of(problem, file, origin, e);
  }

  /** As {@link #of(String, String, IOException)}, for an exception that does not name the file. */
  static OcelliException of(String problem, String file, String origin, IOException e) {
    String reason = reason(e);
    String value = file.equals(reason) ? file : file + ": " + reason;
    return new OcelliException(problem, value, origin, remedy(e, reason), e);
  }

  /** The reason alone, in words. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of this name is in the way";
    }
    if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (e instanceof FileSystemException fs && fs.getReason() != null) {
      return fs.getReason();
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String remedy(IOException e, String reason) {
    String low = reason.toLowerCase(Locale.ROOT);
    if (low.contains("no space") || low.contains("quota") || low.contains("not enough space")) {
      return "free some space, or choose a place on another disk";
    }
    if (low.contains("read-only")) {
      return "choose a place that can be written";
    }
    if (e instanceof AccessDeniedException || low.contains("permission")) {
      return "check the permissions, or choose another place";
    }
    if (e instanceof FileAlreadyExistsException || low.contains("not a directory")) {
      return "remove or rename the file that is in the way, or choose another place";
    }
    return "check the path, or choose another place";
  }
}
