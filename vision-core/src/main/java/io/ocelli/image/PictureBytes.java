package io.ocelli.image;

import io.ocelli.image.UnreadableImageException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes in the bytes of a picture's file, after a look at the first ones. */
final class PictureBytes {
  private static final int SNIFFED = 512;

  private PictureBytes() {}

  static byte[] of(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw unread(name, "it is a folder", "give the pictures inside it", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(in, name);
    } catch (NoSuchFileException e) {
      throw unread(name, "there is no such file", "check the path", e);
    } catch (AccessDeniedException e) {
      throw unread(name, "permission denied", "allow reading it: chmod +r", e);
    } catch (IOException e) {
      throw unread(name, String.valueOf(e.getMessage()), "check the disk or the connection", e);
    }
  }

  static byte[] of(InputStream in, String name) {
    try {
      byte[] head = in.readNBytes(SNIFFED);
      // What is no picture may be a film of many gigabytes: look before the rest is taken in.
      if (head.length == SNIFFED && ImageFormat.sniff(head).isEmpty()) {
        throw ForeignContent.describe(new Source(head, name));
      }
      return join(head, in.readAllBytes());
    } catch (IOException e) {
      throw unread(name, String.valueOf(e.getMessage()), "check the disk or the connection", e);
    }
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  private static UnreadableImageException unread(
      String name, String why, String remedy, @Nullable IOException cause) {
    return new UnreadableImageException(
        Reason.IO, "the file cannot be read", name, why, remedy, cause);
  }
}
