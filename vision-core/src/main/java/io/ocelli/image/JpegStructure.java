package io.ocelli.image;

/**
 * The markers of a JPEG file (ITU T.81, annex B).
 *
 * @param source the file
 * @param header size, orientation of the first EXIF block
 * @param frame the frame header's marker, 0xC0 (baseline), 0xC2 (progressive), …
 * @param adobe whether there is an Adobe block: four components are then stored inverted
 * @param blocks number of 8x8 blocks of all components
 * @param frameAt where the frame header begins
 * @param firstScan where the first start-of-scan marker lies
 */
record JpegStructure(
    Source source,
    ImageHeader header,
    int frame,
    boolean adobe,
    long blocks,
    int frameAt,
    int firstScan)
    implements Structure {
  private static final int ZEROS = 24;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;

  static JpegStructure read(Source source) {
    int orientation = 0;
    boolean adobe = false;
    int frameAt = -1;
    int at = 2;
    while (true) {
      at = JpegMarkers.next(source, at);
      int marker = source.u8(at + 1);
      if (marker == EOI) {
        throw source.damaged("it ends at byte " + at + ", before any picture data");
      }
      if (isBare(marker)) {
        at += 2;
        continue;
      }
      int size = segmentSize(source, at);
      if (marker == SOS) {
        break;
      }
      if (isFrame(marker)) {
        frameAt = at;
      } else if (marker == 0xE1 && orientation == 0 && source.has(at + 4, "Exif\0\0")) {
        orientation = Exif.orientation(source, at + 10, at + 2 + size);
      } else if (marker == 0xEE && source.has(at + 4, "Adobe")) {
        adobe = true;
      }
      at += 2 + size;
    }
    if (frameAt < 0) {
      throw source.damaged("it has picture data at byte " + at + " but no frame header");
    }
    return ofFrame(source, frameAt, Math.max(1, orientation), adobe, at);
  }

  private static JpegStructure ofFrame(
      Source source, int at, int orientation, boolean adobe, int firstScan) {
    int frame = source.u8(at + 1);
    int precision = source.u8(at + 4);
    int height = source.be16(at + 5);
    int width = source.be16(at + 7);
    int components = source.u8(at + 9);
    source.require(at + 10L, 3L * components);
    if (components < 1 || components > 4) {
      throw source.damaged(
          "its frame header at byte " + at + " claims " + components + " colour components");
    }
    if (precision != 8) {
      throw source.unsupported("JPEG with " + precision + " bits a sample");
    }
    if (frame != 0xC0 && frame != 0xC1 && frame != 0xC2) {
      throw source.unsupported("JPEG of an unusual coding process (SOF" + (frame - 0xC0) + ")");
    }
    int maxH = 1;
    int maxV = 1;
    for (int i = 0; i < components; i++) {
      int sampling = source.u8(at + 11 + 3L * i);
      int h = sampling >> 4;
      int v = sampling & 15;
      if (h < 1 || h > 4 || v < 1 || v > 4) {
        throw source.damaged("its frame header at byte " + at + " has impossible sampling factors");
      }
      maxH = Math.max(maxH, h);
      maxV = Math.max(maxV, v);
    }
    long blocks = 0;
    for (int i = 0; i < components; i++) {
      int sampling = source.u8(at + 11 + 3L * i);
      long wide = ceilDiv(width * (long) (sampling >> 4), 8L * maxH);
      long high = ceilDiv(height * (long) (sampling & 15), 8L * maxV);
      blocks += wide * high;
    }
    ImageHeader header =
        new ImageHeader(ImageFormat.JPEG, width, height, orientation, components, 8, false);
    return new JpegStructure(source, header, frame, adobe, blocks, at, firstScan);
  }

  @Override
  public void checkWhole() {
    checkMarkers();
    if (holdsZeros()) {
      checkScans();
    }
  }

  /**
   * Follows the Huffman codes of every scan. That takes about as long as decoding, so it is for
   * files that look suspicious.
   *
   * @throws UnreadableImageException if blocks are missing or codes make no sense
   */
  void checkScans() {
    JpegScanCheck check = new JpegScanCheck(source, frameAt);
    int at = JpegMarkers.next(source, 2);
    int marker = source.u8(at + 1);
    while (marker != EOI) {
      int next = at + 2;
      if (!isBare(marker)) {
        int size = segmentSize(source, at);
        next += size;
        if (marker == SOS) {
          int end = JpegMarkers.afterScan(source, next);
          check.scan(at, next, end);
          next = end;
        } else {
          check.segment(marker, at, size);
        }
      }
      at = JpegMarkers.next(source, next);
      marker = source.u8(at + 1);
    }
  }

  /** Whether there is a run of zeros as interrupted copies leave it; compressed data have none. */
  private boolean holdsZeros() {
    byte[] bytes = source.bytes();
    for (int i = firstScan; i < bytes.length; i += ZEROS) {
      if (bytes[i] == 0) {
        int from = i;
        int to = i + 1;
        while (from > firstScan && bytes[from - 1] == 0) {
          from--;
        }
        while (to < bytes.length && bytes[to] == 0) {
          to++;
        }
        if (to - from >= ZEROS) {
          return true;
        }
      }
    }
    return false;
  }

  private void checkMarkers() {
    long coded = 0;
    int at = firstScan;
    while (true) {
      int marker = source.u8(at + 1);
      if (marker == EOI) {
        break;
      }
      if (isBare(marker)) {
        at += 2;
      } else {
        if (!mayFollowFrame(marker)) {
          throw source.damaged("an impossible marker FF%02X at byte %d".formatted(marker, at));
        }
        int start = at + 2 + segmentSize(source, at);
        at = marker == SOS ? JpegMarkers.afterScan(source, start) : start;
        coded += marker == SOS ? at - start : 0;
      }
      at = JpegMarkers.next(source, at);
    }
    // A block takes at least two bits (its DC code and the end of the block); in progressive files
    // the first scan alone has one for every block.
    long least = (frame == 0xC2 ? blocks : 2 * blocks) / 8;
    if (coded < least) {
      throw source.damaged(
          "its header claims %dx%d pixels, which %d bytes of picture data cannot hold"
              .formatted(header.width(), header.height(), coded));
    }
  }

  private static int segmentSize(Source source, int at) {
    int size = source.be16(at + 2);
    if (size < 2) {
      throw source.damaged("a segment at byte " + at + " claims a size of " + size + " bytes");
    }
    source.require(at + 2L, size);
    return size;
  }

  private static boolean isBare(int marker) {
    return marker == SOI || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** Tables, scans, application blocks and comments; anything else shows that data were changed. */
  private static boolean mayFollowFrame(int marker) {
    return marker == 0xC4 || marker == 0xCC || (marker >= 0xDA && marker <= 0xEF) || marker == 0xFE;
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
