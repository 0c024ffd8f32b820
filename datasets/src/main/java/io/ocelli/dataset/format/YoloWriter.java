package io.ocelli.dataset.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link YoloFormat}: {@code images/<split>/}, {@code labels/<split>/} and {@code
 * data.yaml}; without splits the folders have no {@code <split>}. In a file that has outlines,
 * boxes are written as outlines of four corners, since readers take the lines of a file for one
 * kind.
 */
final class YoloWriter {
  private static final int DECIMALS = 9;

  private final PictureFiles files;

  YoloWriter(PictureFiles files) {
    this.files = files;
  }

  /** Key points of an object and 3 values each; null if there are none or their number differs. */
  static int @Nullable [] keyPointShape(DetectionDataset data) {
    int points = 0;
    for (AnnotatedPicture picture : data.pictures()) {
      for (Instance instance : picture.instances()) {
        int here = Losses.hasNoArea(instance) ? 0 : instance.keyPoints().size();
        if (here > 0 && points > 0 && here != points) {
          return null;
        }
        points = Math.max(points, here);
      }
    }
    return points == 0 ? null : new int[] {points, 3};
  }

  void write(DetectionDataset data) {
    int[] shape = keyPointShape(data);
    Set<Split> splits = EnumSet.noneOf(Split.class);
    boolean unsplit = false;
    for (AnnotatedPicture picture : data.pictures()) {
      String folder = picture.split().map(split -> "/" + split.folder()).orElse("");
      String path = files.put(picture, "images" + folder, true);
      if (path != null) {
        files.text(
            "labels" + folder + "/" + FileTree.stem(path) + ".txt",
            lines(picture, shape == null ? 0 : shape[0]));
        picture.split().ifPresent(splits::add);
        unsplit |= picture.split().isEmpty();
      }
    }
    files.text("data.yaml", yaml(data, splits, unsplit, shape));
  }

  private static String yaml(
      DetectionDataset data, Set<Split> splits, boolean unsplit, int @Nullable [] shape) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    // Readers want both, also where nothing was split.
    String any =
        unsplit || splits.isEmpty() ? "images" : "images/" + splits.iterator().next().folder();
    for (Split split : Split.values()) {
      if (splits.contains(split) && !unsplit) {
        yaml.put(split.folder(), "images/" + split.folder());
      } else if (split == Split.TRAIN || split == Split.VAL) {
        yaml.put(split.folder(), any);
      }
    }
    if (shape != null) {
      yaml.put("kpt_shape", shape);
    }
    Map<Integer, String> names = new LinkedHashMap<>();
    data.classes().forEach(name -> names.put(names.size(), name));
    yaml.put("names", names);
    try {
      return YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build()
          .writeValueAsString(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts can be written", e);
    }
  }

  private static String lines(AnnotatedPicture picture, int keyPoints) {
    boolean outlines =
        keyPoints == 0 && picture.instances().stream().anyMatch(one -> !one.polygons().isEmpty());
    StringBuilder text = new StringBuilder();
    for (Instance instance : picture.instances()) {
      Box box = instance.box().clip(picture.width(), picture.height());
      if (Losses.hasNoArea(instance) || !(box.width() > 0 && box.height() > 0)) {
        continue;
      }
      text.append(instance.label());
      double w = picture.width();
      double h = picture.height();
      if (outlines) {
        for (double value : joined(instance, box, w, h)) {
          number(text, value);
        }
      } else {
        number(text, ((double) box.x1() + box.x2()) / 2 / w);
        number(text, ((double) box.y1() + box.y2()) / 2 / h);
        number(text, ((double) box.x2() - box.x1()) / w);
        number(text, ((double) box.y2() - box.y1()) / h);
        points(text, instance.keyPoints(), keyPoints, w, h);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void points(
      StringBuilder text, List<KeyPoint> points, int number, double w, double h) {
    for (int i = 0; i < number; i++) {
      boolean marked = i < points.size() && points.get(i).isMarked();
      number(text, marked ? points.get(i).x() / w : 0);
      number(text, marked ? points.get(i).y() / h : 0);
      text.append(' ').append(marked ? Seen.number(points.get(i).visibility()) : 0);
    }
  }

  // Pieces hang together by lines of no width from the first corner of the first piece and back.
  private static List<Double> joined(Instance instance, Box box, double w, double h) {
    List<Polygon> pieces =
        instance.polygons().isEmpty() ? List.of(Polygon.of(box)) : instance.polygons();
    List<Double> xy = new ArrayList<>();
    for (int p = 0; p < pieces.size(); p++) {
      Polygon piece = pieces.get(p);
      int corners = piece.size() + (pieces.size() > 1 ? 1 : 0);
      for (int i = 0; i < corners; i++) {
        corner(xy, piece, i % piece.size(), w, h);
      }
      if (p > 0 && p < pieces.size() - 1) {
        corner(xy, pieces.get(0), 0, w, h);
      }
    }
    return xy;
  }

  private static void corner(List<Double> xy, Polygon piece, int corner, double w, double h) {
    xy.add(Math.min(Math.max(piece.x(corner) / w, 0), 1));
    xy.add(Math.min(Math.max(piece.y(corner) / h, 0), 1));
  }

  private static void number(StringBuilder text, double value) {
    text.append(' ').append(Numbers.plain(value, DECIMALS));
  }
}
