package io.ocelli.ops.feature;

import io.ocelli.draw.LabelStyle;
import io.ocelli.draw.TextStyle;
import io.ocelli.error.OcelliException;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds a smaller picture in this one; see {@link Op}. */
@Op(
    name = "template",
    does = "Finds every place that looks like a second, smaller picture, at several sizes.",
    finds = TemplateMatch.class,
    example = "template with=scene/leaf-part.png",
    source = "OpenCV matchTemplate, TM_CCOEFF_NORMED",
    notes =
        "Compares the three colours; what is turned is not found. Of places that overlap the best"
            + " is kept. Best first. In pictures above 2 megapixels places are looked for in a"
            + " smaller copy first, and measured in the picture itself.")
public record Template(
    @Param(does = "the picture to look for", attempt = "scene/leaf-part.png") OtherPicture with,
    @Param(
            does = "least correlation coefficient",
            byDefault = "0.8",
            attempt = "0.6",
            min = -1,
            max = 1)
        double threshold,
    @Param(
            does = "sizes to try, as factors of the template's own",
            byDefault = "0.5..2",
            attempt = "1..1",
            min = 0.02,
            max = 50)
        Range scales,
    @Param(
            does = "factor from one size to the next",
            byDefault = "1.1",
            attempt = "1.3",
            min = 1.01,
            max = 4)
        double step,
    @Param(
            does = "two places are one when they share more than this part (IoU)",
            byDefault = "0.3",
            attempt = "0.1",
            min = 0,
            max = 1)
        double overlap,
    @Param(
            does = "most places that are told",
            byDefault = "100",
            attempt = "5",
            min = 1,
            max = 10000)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** Smaller templates look like anything. */
  private static final int SMALLEST = 4;

  /** Checks the order of the sizes. */
  public Template {
    if (scales.from() > scales.to()) {
      throw new IllegalArgumentException("the sizes run from the smaller to the larger");
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<TemplateMatch> candidates = new ArrayList<>();
    boolean tried = false;
    try (Raster picture = in.to(ColorSpace.BGR);
        Raster template = with.raster();
        TemplateSearch search = new TemplateSearch(picture.mat(), template.mat(), threshold)) {
      refuseFlat(template);
      for (double scale : sizes()) {
        int width = (int) Math.round(template.width() * scale);
        int height = (int) Math.round(template.height() * scale);
        if (width <= in.width()
            && height <= in.height()
            && (scale == 1 || Math.min(width, height) >= SMALLEST)) {
          tried = true;
          candidates.addAll(search.places(width, height, scale));
        }
      }
      if (!tried) {
        throw new OcelliException(
            "the template is larger than the picture, or too small, at every size",
            template.width() + "x" + template.height() + " in " + in.width() + "x" + in.height(),
            "template with=" + with,
            "scales that fit, such as scales=0.1..0.5");
      }
    }
    List<TemplateMatch> best = suppress(candidates);
    best.forEach(findings::add);
    return Marks.show(
        in,
        show,
        best,
        (canvas, match, width) -> {
          canvas.rectangle(match.box(), Marks.COLOUR, width);
          canvas.label(
              String.format(Locale.ROOT, "%.2f", match.score()),
              new Point(match.box().x1(), match.box().y1()),
              LabelStyle.of(TextStyle.of(canvas.image()), Marks.COLOUR));
        },
        (canvas, match, width) -> canvas.fillRectangle(match.box(), Rgb.WHITE, 1));
  }

  /** Without any contrast the coefficient is 0 / 0, and OpenCV says 1 everywhere. */
  private void refuseFlat(Raster template) {
    try (Mat mean = new Mat();
        Mat deviation = new Mat()) {
      opencv_core.meanStdDev(template.mat(), mean, deviation);
      try (var values = deviation.<org.bytedeco.javacpp.indexer.DoubleIndexer>createIndexer()) {
        if (values.get(0) + values.get(1) + values.get(2) < 1e-9) {
          throw new OcelliException(
              "the template has one colour only, so every place is like it",
              with.toString(),
              "template with=" + with,
              "a template with some contrast");
        }
      }
    }
  }

  /** The factors: 1 and what lies on its ladder of steps, within the range; its ends always. */
  private List<Double> sizes() {
    List<Double> sizes = new ArrayList<>(List.of(scales.from()));
    int from = (int) Math.ceil(Math.log(scales.from()) / Math.log(step) - 1e-9);
    int to = (int) Math.floor(Math.log(scales.to()) / Math.log(step) + 1e-9);
    for (int i = from; i <= to; i++) {
      double size = Math.pow(step, i);
      if (size > scales.from() * 1.005 && size < scales.to() / 1.005) {
        sizes.add(size);
      }
    }
    if (scales.to() > scales.from()) {
      sizes.add(scales.to());
    }
    return sizes;
  }

  private List<TemplateMatch> suppress(List<TemplateMatch> candidates) {
    candidates.sort(
        Comparator.comparingDouble((TemplateMatch m) -> -m.score())
            .thenComparingDouble(m -> m.box().y1())
            .thenComparingDouble(m -> m.box().x1())
            .thenComparingDouble(TemplateMatch::scale));
    List<TemplateMatch> kept = new ArrayList<>();
    for (TemplateMatch match : candidates) {
      if (kept.size() == max) {
        break;
      }
      if (kept.stream().noneMatch(other -> iou(match.box(), other.box()) > overlap)) {
        kept.add(match);
      }
    }
    return kept;
  }

  private static double iou(Box a, Box b) {
    double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double shared = width * height;
    return shared / (a.width() * a.height() + (double) b.width() * b.height() - shared);
  }
}
