package io.ocelli.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames of an MP4 whose index is lost, as when a camera loses power: cameras write it last. The
 * pictures are found in the data themselves ({@link MdatScanner}). How they are to be decoded is
 * said by another video of the same camera; or by the data, where the camera repeats it there.
 *
 * @param demuxer of the file with a new index
 * @param said how it was done and what was assumed, in words
 * @param endsAt the byte at which the frames end
 */
record Salvage(Demuxer demuxer, String said, long endsAt) {
  private static final String GIVE_LIKE =
      "give a whole video of the same camera and settings: --like GOOD.mp4; or get the whole file"
          + " again";
  private static final int TRIED_KEYS = 3;
  private static final int MOST_KEY_BYTES = 32 << 20;
  private static final int SPARE_ROWS = 8;

  /** How the pictures are decoded, and who says so. */
  record Known(H264Sets sets, @Nullable Rational rate, RebuiltIndex.Looks looks, String by) {}

  /**
   * Opens such a file.
   *
   * @param missing what is wrong with its index
   * @throws UnreadableVideoException if no frame can be had
   */
  static Salvage of(Path file, String missing, @Nullable Path like) {
    String name = file.toString();
    try (FileWindow window = new FileWindow(file)) {
      long[] data = data(window);
      LikeVideo healthy = like == null ? null : LikeVideo.of(like);
      Known known =
          healthy != null
              ? new Known(
                  healthy.sets(),
                  healthy.rate(),
                  healthy.looks(),
                  "size and settings are those of " + healthy.name())
              : SettingsInData.find(window, data[0], data[1]);
      if (known == null) {
        throw nothing(missing + ", and how its frames are encoded was said only there", name);
      }
      MdatScanner.Found found =
          MdatScanner.scan(window, data[0], data[1], known.sets(), Long.MAX_VALUE);
      check(window, found, known, healthy, missing, name);
      return open(file, window.size(), found, known, missing);
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableVideoException(
          "the video cannot be read",
          String.valueOf(e.getMessage()),
          name,
          "check the disk or the connection",
          e);
    }
  }

  private static Salvage open(
      Path file, long size, MdatScanner.Found found, Known known, String missing)
      throws IOException {
    List<MdatScanner.Picture> pictures = found.pictures();
    H264Sps sps = known.sets().first();
    Rational rate = known.rate() != null ? known.rate() : sps.rate();
    String rateBy =
        known.rate() != null ? "the rate too" : rate != null ? "the rate is said there too" : null;
    Rational used = rate != null ? rate : Rational.of(25);
    long[] places = PictureTimes.of(pictures.stream().map(MdatScanner.Picture::slice).toList());
    RebuiltIndex index =
        new RebuiltIndex(sps, pictures, places, used, known.sets().avcC(), known.looks(), size);
    Demuxer demuxer = Demuxer.prefixed(new PrefixedInput(index.bytes(), file), file.toString());
    String said =
        missing
            + "; the frames were found in the data themselves, without sound: "
            + known.by()
            + ", "
            + (rateBy != null
                ? rateBy
                : "the rate is not known and was assumed to be " + used.decimal() + " frames/s");
    long end = found.cutAt() >= 0 ? found.cutAt() : size;
    return new Salvage(demuxer, said, end);
  }

  /** Wrong settings must not give wrong pictures: some refresh picture has to decode exactly. */
  private static void check(
      FileWindow window,
      MdatScanner.Found found,
      Known known,
      @Nullable LikeVideo healthy,
      String missing,
      String name) {
    List<MdatScanner.Picture> keys =
        found.pictures().stream().filter(picture -> picture.slice().key()).toList();
    if (keys.isEmpty()) {
      throw nothing(
          missing
              + ", and no picture from which decoding can begin was found in the data"
              + (healthy == null ? "" : " with the settings of " + healthy.name()),
          name);
    }
    int tried = 0;
    for (MdatScanner.Picture key : keys) {
      if (tried++ == TRIED_KEYS) {
        break;
      }
      if (fits(window, key, known.sets())) {
        return;
      }
    }
    throw nothing(
        missing
            + ", and the pictures in the data do not decode with "
            + (healthy == null ? "the settings found there" : "the settings of " + healthy.name()),
        name);
  }

  /** Whether the picture has just as many macroblocks as its settings say. */
  private static boolean fits(FileWindow window, MdatScanner.Picture key, H264Sets sets) {
    H264Sps sps = key.slice().sps();
    if (key.bytes() > MOST_KEY_BYTES) {
      return false;
    }
    try {
      H264Sets taller = sets.copy();
      H264Sps more = sps.withSize(sps.columns(), sps.units() + SPARE_ROWS);
      taller.add(more);
      byte[] picture = withoutSets(window.bytes(key.offset(), (int) key.bytes()));
      return SizeTrial.rows(taller, more, picture) == sps.rows();
    } catch (H264Bits.Invalid e) {
      return false;
    }
  }

  /** Parameter sets inside would undo the change of the size. */
  static byte[] withoutSets(byte[] picture) {
    java.io.ByteArrayOutputStream kept = new java.io.ByteArrayOutputStream(picture.length);
    int at = 0;
    while (at + 5 <= picture.length) {
      int length = java.nio.ByteBuffer.wrap(picture, at, 4).getInt();
      if (length < 1 || length > picture.length - at - 4) {
        break;
      }
      int kind = picture[at + 4] & 31;
      if (kind != 7 && kind != 8) {
        kept.write(picture, at, 4 + length);
      }
      at += 4 + length;
    }
    return kept.toByteArray();
  }

  private static UnreadableVideoException nothing(String why, String name) {
    return new UnreadableVideoException(
        "nothing can be read of this video", why, name, GIVE_LIKE, null);
  }

  /** Where the data begin and end. */
  private static long[] data(FileWindow file) {
    long begin = -1;
    long end = file.size();
    long at = 0;
    for (int i = 0; i < 1000 && at + 16 <= file.size(); i++) {
      String type = new String(file.bytes(at + 4, 4), StandardCharsets.ISO_8859_1);
      long length = file.number(at);
      int head = 8;
      if (length == 1) {
        length = (file.number(at + 8) << 32) | file.number(at + 12);
        head = 16;
      } else if (length == 0) {
        length = file.size() - at;
      }
      if (type.equals("mdat") && begin < 0) {
        begin = at + head;
      } else if (type.equals("moov") && begin >= 0) {
        end = at;
      }
      if (length < 8 || at + length < at || !type.matches("[ -~©]{4}")) {
        break;
      }
      at += length;
    }
    return new long[] {Math.max(0, begin), end};
  }
}
