package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Length;
import io.ocelli.ops.find.CascadeSearch.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Looks for faces in two steps. Wherever one of three cascades, trained apart, sees a face at a
 * coarse look, each of them then looks at that place closely, enlarged and in finely graded sizes:
 * the place is a face when all three accept it many times. Where one sees a face in a fold of cloth
 * or in leaves, another seldom does. Profiles have one cascade only, for one side; the other side
 * is seen in the mirror.
 *
 * @param minSize of the smallest face, as a part of the picture's shorter side or in pixels
 * @param scale from one window size to the next at the coarse look
 * @param neighbors windows that each cascade has to accept at the close look
 * @param view which faces are wanted
 */
record FaceSearch(Length minSize, double scale, int neighbors, FaceView view) {
  /** The smallest face that the cascades know, in pixels. */
  static final int SMALLEST = 20;

  private static final List<Cascade> FRONT =
      List.of(Cascade.FRONTAL_ALT2, Cascade.FRONTAL_ALT, Cascade.FRONTAL_DEFAULT);

  /** Boxes that share as much are of one face. */
  private static final double SAME = 0.35;

  private static final double SAME_PROFILE = 0.2;

  /** One cascade alone has to be surer than each of three. */
  private static final int PROFILE_CAUTION = 2;

  /** Largest first, then from top to bottom, then from left to right. */
  private static final Comparator<Face> ORDER =
      Comparator.<Face>comparingDouble(face -> -face.box().width())
          .thenComparing(face -> face.box().y1())
          .thenComparing(face -> face.box().x1());

  /** The faces in a picture, largest first. */
  List<Face> in(Raster picture) {
    double smallest = Math.max(SMALLEST, minSize.of(Math.min(picture.width(), picture.height())));
    double shrink = SMALLEST / smallest;
    List<Face> faces = new ArrayList<>();
    try (Raster gray = picture.to(ColorSpace.GRAY);
        Mat small = Scaled.by(shrink, gray.mat())) {
      if (view != FaceView.PROFILE) {
        faces.addAll(distinct(front(small), SAME));
      }
      if (view != FaceView.FRONT) {
        faces.addAll(profiles(small));
        faces = distinct(faces, SAME_PROFILE);
      }
    }
    return faces.stream()
        .map(face -> face.scaled(1 / shrink, picture.width(), picture.height()))
        .sorted(ORDER)
        .toList();
  }

  private List<Face> front(Mat gray) {
    List<Hit> places = new ArrayList<>();
    CascadeSearch coarse = new CascadeSearch(scale, 2, SMALLEST, 0);
    for (Cascade cascade : FRONT) {
      for (Hit hit : coarse.in(gray, cascade)) {
        if (places.stream().noneMatch(p -> Overlap.iou(p.box(), hit.box()) > 0.5)) {
          places.add(hit);
        }
      }
    }
    List<Face> faces = new ArrayList<>();
    for (Hit place : places) {
      CloseLook.at(gray, place.box(), FRONT, neighbors)
          .ifPresent(seen -> faces.add(new Face(seen.box(), "front", seen.neighbors())));
    }
    return faces;
  }

  private List<Face> profiles(Mat gray) {
    List<Face> faces = new ArrayList<>();
    for (Hit hit : profilesOfOneSide(gray)) {
      faces.add(new Face(hit.box(), "profile", hit.neighbors()));
    }
    try (Mat mirrored = new Mat()) {
      opencv_core.flip(gray, mirrored, 1);
      for (Hit hit : profilesOfOneSide(mirrored)) {
        Box box = hit.box();
        Box back = new Box(gray.cols() - box.x2(), box.y1(), gray.cols() - box.x1(), box.y2());
        faces.add(new Face(back, "profile", hit.neighbors()));
      }
    }
    return faces;
  }

  private List<Hit> profilesOfOneSide(Mat gray) {
    List<Hit> hits = new ArrayList<>();
    for (Hit place : new CascadeSearch(scale, 2, SMALLEST, 0).in(gray, Cascade.PROFILE)) {
      CloseLook.at(gray, place.box(), List.of(Cascade.PROFILE), PROFILE_CAUTION * neighbors)
          .ifPresent(hits::add);
    }
    return hits;
  }

  /** Of faces that overlap, the one that is surest; a face from the front before a profile. */
  private static List<Face> distinct(List<Face> faces, double same) {
    List<Face> sorted = new ArrayList<>(faces);
    sorted.sort(
        Comparator.comparing(Face::view)
            .thenComparing(Comparator.comparingDouble(Face::score).reversed())
            .thenComparing(ORDER));
    List<Face> kept = new ArrayList<>();
    for (Face face : sorted) {
      if (kept.stream().noneMatch(other -> Overlap.iou(other.box(), face.box()) > same)) {
        kept.add(face);
      }
    }
    return kept;
  }
}
