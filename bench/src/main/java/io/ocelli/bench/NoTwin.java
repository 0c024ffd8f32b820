package io.ocelli.bench;

import java.util.Map;

/** Why an operation is measured alone. */
final class NoTwin {
  /** The reason for each operation that OpenCV has no call for. */
  static final Map<String, String> WHY =
      Map.ofEntries(
          Map.entry("cmyk", "no such conversion in OpenCV"),
          Map.entry("channels", "a twin of one channel stands at channel"),
          Map.entry("motion-blur", "its kernel is Ocelli's own; the rest is filter2D"),
          Map.entry("watershed", "made of distances, components and OpenCV's watershed"),
          Map.entry("kmeans-colors", "OpenCV's kmeans on a sample, then the nearest colour"),
          Map.entry("flood-fill", "OpenCV's floodFill, then the area is measured"),
          Map.entry("people", "OpenCV's HOG, grouped by score"),
          Map.entry("auto-contrast", "no such call in OpenCV"),
          Map.entry("white-balance", "no such call in OpenCV for white patch"),
          Map.entry("dominant-colors", "no such call in OpenCV"),
          Map.entry("histogram-match", "no such call in OpenCV"),
          Map.entry("thumbnail", "made by imgscalr"),
          Map.entry("trim", "no such call in OpenCV"),
          Map.entry("pool", "no such call in OpenCV outside of networks"),
          Map.entry("laplacian-blend", "no such call: made of pyrDown and pyrUp on floats"),
          Map.entry("match", "made of AKAZE or SIFT, matching and homography"),
          Map.entry("circles", "a search of several steps, no single call"),
          Map.entry("ellipses", "a search of several steps, no single call"),
          Map.entry("dots", "a search of several steps, no single call"),
          Map.entry("documents", "a search of several steps, no single call"),
          Map.entry("straighten", "documents, then a perspective warp"),
          Map.entry("codes", "a search of several steps, no single call"),
          Map.entry("faces", "three cascades, then a close look at each place"),
          Map.entry("face-crops", "faces, cut out"),
          Map.entry("eyes", "faces, then cascades in each"),
          Map.entry("smiles", "faces, then a cascade in each"),
          Map.entry("plates", "no such call in OpenCV"),
          Map.entry("plate-crops", "plates, cut out"),
          Map.entry("read-text", "made by Tesseract"),
          Map.entry("label", "text is drawn by Java2D"),
          Map.entry("text", "text is drawn by Java2D"),
          Map.entry("montage", "no such call in OpenCV"));

  private NoTwin() {}
}
