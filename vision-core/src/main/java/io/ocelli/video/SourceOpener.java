package io.ocelli.video;

import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out what the text of a source stands for, and opens it. */
final class SourceOpener {
  private static final Pattern CAMERA = Pattern.compile("\\d{1,3}|/dev/video\\d{1,3}");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.+");
  private static final Set<String> NETWORK =
      Set.of("rtsp", "rtsps", "http", "https", "udp", "tcp", "rtmp", "rtmps", "rtp", "srt");
  private static final int SNIFFED = 4096;
  private static final String REMEDY = "give a video file, such as MP4, MKV, AVI or MOV";

  private SourceOpener() {}

  static FrameSource open(String source, OpenOptions options) {
    var scheme = SCHEME.matcher(source);
    if (scheme.matches() && !scheme.group(1).equalsIgnoreCase("file")) {
      String name = scheme.group(1).toLowerCase(Locale.ROOT);
      if (!NETWORK.contains(name)) {
        throw new OcelliException(
            "streams of this kind are not read",
            name + "://",
            source,
            "one of: " + String.join(", ", NETWORK.stream().sorted().toList()));
      }
      return StreamSource.of(
          source, Demuxer.stream(source, options.timeoutSeconds()), true, options);
    }
    if (CAMERA.matcher(source).matches() && !Files.isRegularFile(Path.of(source))) {
      return CameraSource.open(source);
    }
    return openPath(path(source), options);
  }

  private static Path path(String source) {
    try {
      return source.toLowerCase(Locale.ROOT).startsWith("file://")
          ? Path.of(java.net.URI.create(source))
          : Path.of(source);
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw cannot(source, "not a path", "check the name", e);
    }
  }

  private static FrameSource openPath(Path path, OpenOptions options) {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      return PictureSource.folder(path, options);
    }
    if (!Files.exists(path)) {
      throw new OcelliException(
          "there is no such file",
          name,
          "the source of the video",
          "check the path; a number is a camera, rtsp:// and http:// are streams");
    }
    if (!Files.isRegularFile(path)) {
      throw cannot(name, "it is no ordinary file", REMEDY, null);
    }
    byte[] head = head(path);
    if (head.length == 0) {
      throw new UnreadableVideoException(
          "the video cannot be opened", "the file is empty", name, "get the file again", null);
    }
    if (isStillPicture(head)) {
      return PictureSource.of(List.of(path), name, options);
    }
    try {
      return StreamSource.of(
          name, Demuxer.file(path.toAbsolutePath().toString(), name), false, options);
    } catch (DamagedVideoException e) {
      throw e;
    } catch (OcelliException e) {
      var index = Mp4Boxes.of(path).missingIndex();
      if (index.isPresent()) {
        return StreamSource.of(name, Salvage.of(path, index.get(), options.like()), options);
      }
      throw better(path, head, e);
    }
  }

  /** Animated GIF and PNG are videos; all other pictures are not. */
  private static boolean isStillPicture(byte[] head) {
    return ImageFormat.sniff(head)
        .map(
            format ->
                format != ImageFormat.GIF
                    && !(format == ImageFormat.PNG
                        && new String(head, StandardCharsets.ISO_8859_1).contains("acTL")))
        .orElse(false);
  }

  /** FFmpeg only says "invalid data"; more can be told. */
  private static OcelliException better(Path path, byte[] head, OcelliException reason) {
    String name = path.toString();
    if (!reason.problem().equals("the video cannot be opened")) {
      return unreadable(reason);
    }
    try {
      Image.decode(head, name, DecodeOptions.DEFAULT).close();
    } catch (UnreadableImageException e) {
      if (e.reason() == UnreadableImageException.Reason.NOT_AN_IMAGE) {
        return new UnreadableVideoException("this is not a video", e.value(), name, REMEDY, reason);
      }
    }
    return unreadable(reason);
  }

  private static UnreadableVideoException unreadable(OcelliException e) {
    return new UnreadableVideoException(e.problem(), e.value(), e.origin(), e.remedy(), e);
  }

  private static byte[] head(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(SNIFFED);
    } catch (AccessDeniedException e) {
      throw cannot(path.toString(), "permission denied", "allow reading it: chmod +r", e);
    } catch (IOException e) {
      throw cannot(
          path.toString(), String.valueOf(e.getMessage()), "check the disk or the connection", e);
    }
  }

  private static OcelliException cannot(
      String name, String why, String remedy, @org.jspecify.annotations.Nullable Exception cause) {
    return new OcelliException("the video cannot be opened", why, name, remedy, cause);
  }
}
