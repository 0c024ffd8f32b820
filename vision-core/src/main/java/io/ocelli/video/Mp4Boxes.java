package io.ocelli.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The outermost boxes of an MP4 or QuickTime file (ISO/IEC 14496-12), to say what is missing when
 * it cannot be opened: frames are only found through the index, the box {@code moov}, and cameras
 * write it last.
 *
 * @param types in the order of the file
 * @param fileBytes size of the file
 * @param neededBytes where the last box says that it ends
 */
record Mp4Boxes(List<String> types, long fileBytes, long neededBytes) {
  private static final int MOST = 1000;

  /** Never fails: of what is no MP4 there are no boxes. */
  static Mp4Boxes of(Path file) {
    List<String> types = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long at = 0;
      while (at + 8 <= size && types.size() < MOST) {
        ByteBuffer head = ByteBuffer.allocate(16);
        channel.read(head, at);
        int read = head.position();
        String type = new String(head.array(), 4, 4, StandardCharsets.ISO_8859_1);
        long length = head.getInt(0) & 0xFFFFFFFFL;
        if (length == 1 && read == 16) {
          length = head.getLong(8);
        } else if (length == 0) {
          length = size - at;
        }
        if (!type.matches("[ -~©]{4}") || length < 8 || at + length < at) {
          break;
        }
        types.add(type);
        at += length;
      }
      return new Mp4Boxes(List.copyOf(types), size, at);
    } catch (IOException e) {
      return new Mp4Boxes(List.of(), 0, 0);
    }
  }

  /** In words, what is wrong with a file that has frames and no index for them. */
  Optional<String> missingIndex() {
    boolean mp4 = types.contains("ftyp") || types.contains("mdat");
    boolean cutIndex = neededBytes > fileBytes && mp4 && types.get(types.size() - 1).equals("moov");
    if (!mp4 || (types.contains("moov") && !cutIndex) || types.contains("moof")) {
      return Optional.empty();
    }
    if (cutIndex) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the file ends at byte %d of %d, inside its index (moov)",
              fileBytes,
              neededBytes));
    }
    return Optional.of(
        neededBytes > fileBytes
            ? String.format(
                Locale.ROOT,
                "the file ends at byte %d of at least %d, before its index (moov)",
                fileBytes,
                neededBytes)
            : "it has no index (moov)");
  }
}
