package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Length;
import io.ocelli.ops.find.CascadeSearch.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Looks for a part of the face in each face, brought to one size, where it has to lie.
 *
 * @param area where its middle lies, in parts of the face
 * @param cascades asked in turn until one sees it
 * @param smallest width of the smallest, in parts of the face
 * @param largest width of the largest, in parts of the face
 * @param neighbors windows that have to be accepted
 */
record FacePartSearch(
    Box area, List<Cascade> cascades, double smallest, double largest, int neighbors) {
  private static final double SIDE = 160;
  private static final double SCALE = 1.05;
  private static final double FACE_SCALE = 1.1;
  private static final int FACE_NEIGHBORS = 10;

  /** The clearest of each search in each face; faces largest first, searches in their order. */
  static List<FacePart> in(Raster picture, Length minSize, List<FacePartSearch> searches) {
    List<Face> faces =
        new FaceSearch(minSize, FACE_SCALE, FACE_NEIGHBORS, FaceView.FRONT).in(picture);
    List<FacePart> parts = new ArrayList<>();
    try (Raster gray = picture.to(ColorSpace.GRAY)) {
      for (int i = 0; i < faces.size(); i++) {
        int x1 = Math.round(faces.get(i).box().x1());
        int y1 = Math.round(faces.get(i).box().y1());
        int x2 = Math.min(gray.width(), Math.round(faces.get(i).box().x2()));
        int y2 = Math.min(gray.height(), Math.round(faces.get(i).box().y2()));
        double factor = SIDE / (x2 - x1);
        try (Rect at = new Rect(x1, y1, x2 - x1, y2 - y1);
            Mat part = new Mat(gray.mat(), at);
            Mat face = Scaled.by(factor, part)) {
          for (FacePartSearch search : searches) {
            Optional<Hit> hit = search.best(face);
            if (hit.isPresent()) {
              Box box = hit.get().box();
              Box inPicture =
                  new Box(
                      (float) (x1 + box.x1() / factor),
                      (float) (y1 + box.y1() / factor),
                      (float) (x1 + box.x2() / factor),
                      (float) (y1 + box.y2() / factor));
              parts.add(new FacePart(inPicture, hit.get().neighbors(), i + 1));
            }
          }
        }
      }
    }
    return parts;
  }

  private Optional<Hit> best(Mat face) {
    CascadeSearch search =
        new CascadeSearch(SCALE, neighbors, smallest * face.cols(), largest * face.cols());
    for (Cascade cascade : cascades) {
      Optional<Hit> best =
          search.in(face, cascade).stream()
              .filter(hit -> lies(hit.box(), face))
              .max(Comparator.comparingInt(Hit::neighbors));
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  private boolean lies(Box box, Mat face) {
    double x = box.center().x() / face.cols();
    double y = box.center().y() / face.rows();
    return x >= area.x1() && x < area.x2() && y >= area.y1() && y < area.y2();
  }
}
