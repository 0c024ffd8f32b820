package io.ocelli.video;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a new index (ISO/IEC 14496-12) for pictures that were found in a file without one. What it
 * gives is put in front of the whole file, which becomes the content of its last box; so FFmpeg
 * reads both as an ordinary MP4.
 */
final class RebuiltIndex {
  /** As the stream of a healthy file has it, or unknown. */
  // The arrays are never changed, and the values never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Looks(int @Nullable [] matrix, int @Nullable [] colour, @Nullable Rational aspect) {
    static final Looks PLAIN = new Looks(null, null, null);
  }

  private static final int[] UPRIGHT = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private final H264Sps sps;
  private final List<MdatScanner.Picture> pictures;
  private final long[] places;
  private final Rational rate;
  private final byte[] avcC;
  private final Looks looks;
  private final long fileBytes;

  /**
   * @param sps for the size that players show before they decode
   * @param pictures in the order of decoding, one or more
   * @param places when each is shown, in frames
   * @param rate frames per second
   */
  RebuiltIndex(
      H264Sps sps,
      List<MdatScanner.Picture> pictures,
      long[] places,
      Rational rate,
      byte[] avcC,
      Looks looks,
      long fileBytes) {
    this.sps = sps;
    this.pictures = pictures;
    this.places = places;
    this.rate = rate;
    this.avcC = avcC;
    this.looks = looks;
    this.fileBytes = fileBytes;
  }

  /** What belongs before the first byte of the file. */
  byte[] bytes() {
    try {
      // The places in the file depend on the length of the index, which does not depend on them.
      int length = bytes(0).length;
      return bytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] bytes(long shift) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    box(out, "ftyp", o -> o.writeBytes("isom\0\0\0\0isomavc1"));
    box(
        out,
        "moov",
        o -> {
          box(o, "mvhd", this::movieHeader);
          box(o, "trak", p -> track(p, shift));
        });
    out.writeInt(1);
    out.writeBytes("mdat");
    out.writeLong(16 + fileBytes);
    return bytes.toByteArray();
  }

  private void movieHeader(DataOutputStream out) throws IOException {
    zeros(out, 3);
    out.writeInt(rate.numerator());
    out.writeInt(0);
    out.writeInt(0x10000);
    out.writeShort(0x100);
    out.writeShort(0);
    zeros(out, 2);
    matrix(out, UPRIGHT);
    zeros(out, 6);
    out.writeInt(2);
  }

  private void track(DataOutputStream out, long shift) throws IOException {
    box(
        out,
        "tkhd",
        o -> {
          o.writeInt(3);
          zeros(o, 2);
          o.writeInt(1);
          zeros(o, 6);
          matrix(o, looks.matrix == null ? UPRIGHT : looks.matrix);
          o.writeInt((16 * sps.columns()) << 16);
          o.writeInt((16 * sps.rows()) << 16);
        });
    box(
        out,
        "mdia",
        o -> {
          box(
              o,
              "mdhd",
              p -> {
                zeros(p, 3);
                p.writeInt(rate.numerator());
                p.writeInt((int) Math.min(Integer.MAX_VALUE, length()));
                p.writeInt(0x55C40000);
              });
          box(
              o,
              "hdlr",
              p -> {
                zeros(p, 2);
                p.writeBytes("vide");
                zeros(p, 3);
                p.write(0);
              });
          box(
              o,
              "minf",
              p -> {
                box(
                    p,
                    "vmhd",
                    q -> {
                      q.writeInt(1);
                      zeros(q, 2);
                    });
                box(
                    p,
                    "dinf",
                    q ->
                        box(
                            q,
                            "dref",
                            r -> {
                              zeros(r, 1);
                              r.writeInt(1);
                              box(r, "url ", s -> s.writeInt(1));
                            }));
                box(p, "stbl", q -> table(q, shift));
              });
        });
  }

  private long length() {
    return (places.length + 1L) * rate.denominator();
  }

  private void table(DataOutputStream out, long shift) throws IOException {
    int count = pictures.size();
    box(
        out,
        "stsd",
        o -> {
          zeros(o, 1);
          o.writeInt(1);
          box(o, "avc1", p -> sampleEntry(p));
        });
    box(
        out,
        "stts",
        o -> {
          zeros(o, 1);
          o.writeInt(1);
          o.writeInt(count);
          o.writeInt(rate.denominator());
        });
    box(
        out,
        "ctts",
        o -> {
          // Version 1: pictures may be shown before the place that they have in the file.
          o.writeInt(0x1000000);
          o.writeInt(count);
          for (int i = 0; i < count; i++) {
            o.writeInt(1);
            o.writeInt((int) ((places[i] - i) * rate.denominator()));
          }
        });
    box(
        out,
        "stss",
        o -> {
          zeros(o, 1);
          int[] keys = java.util.stream.IntStream.range(0, count).filter(this::isKey).toArray();
          o.writeInt(keys.length);
          for (int key : keys) {
            o.writeInt(key + 1);
          }
        });
    box(
        out,
        "stsc",
        o -> {
          zeros(o, 1);
          o.writeInt(1);
          o.writeInt(1);
          o.writeInt(1);
          o.writeInt(1);
        });
    box(
        out,
        "stsz",
        o -> {
          zeros(o, 2);
          o.writeInt(count);
          for (MdatScanner.Picture picture : pictures) {
            o.writeInt((int) picture.bytes());
          }
        });
    box(
        out,
        "co64",
        o -> {
          zeros(o, 1);
          o.writeInt(count);
          for (MdatScanner.Picture picture : pictures) {
            o.writeLong(shift + picture.offset());
          }
        });
  }

  /** The first one counts as one, whatever it is: reading has to begin somewhere. */
  private boolean isKey(int number) {
    return number == 0 || pictures.get(number).slice().key();
  }

  private void sampleEntry(DataOutputStream out) throws IOException {
    zeros(out, 1);
    out.writeInt(1);
    zeros(out, 4);
    out.writeShort(16 * sps.columns());
    out.writeShort(16 * sps.rows());
    out.writeInt(0x480000);
    out.writeInt(0x480000);
    zeros(out, 1);
    out.writeShort(1);
    zeros(out, 8);
    out.writeShort(24);
    out.writeShort(-1);
    box(out, "avcC", o -> o.write(avcC));
    int[] colour = looks.colour;
    if (colour != null) {
      box(
          out,
          "colr",
          o -> {
            o.writeBytes("nclx");
            for (int i = 0; i < 3; i++) {
              o.writeShort(colour[i]);
            }
            o.write(colour[3] << 7);
          });
    }
    Rational aspect = looks.aspect;
    if (aspect != null) {
      box(
          out,
          "pasp",
          o -> {
            o.writeInt(aspect.numerator());
            o.writeInt(aspect.denominator());
          });
    }
  }

  private static void matrix(DataOutputStream out, int[] values) throws IOException {
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private static void zeros(DataOutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.writeInt(0);
    }
  }

  private static void box(DataOutputStream out, String type, Content content) throws IOException {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    content.write(new DataOutputStream(inner));
    out.writeInt(8 + inner.size());
    out.write(type.getBytes(StandardCharsets.ISO_8859_1));
    inner.writeTo(out);
  }
}
