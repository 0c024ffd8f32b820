package io.ocelli.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.geometry.Box;
import io.ocelli.image.Image;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Boxes that others have published; given as parts of the sides. */
class BoxVectorsTest {
  /** As the vector names them: e, r90, r180, r270, v, t, h, hvt. */
  private static final List<Symmetry> MEMBERS =
      List.of(
          Symmetry.NONE,
          Symmetry.ROT90,
          Symmetry.ROT180,
          Symmetry.ROT270,
          Symmetry.VFLIP,
          Symmetry.TRANSPOSE,
          Symmetry.HFLIP,
          Symmetry.TRANSVERSE);

  /** Boxes of a vector, four numbers each; this module has no reader of JSON. */
  private static double[][] boxes(String id, String key) throws IOException {
    String all = Files.readString(TestData.require("../vectors/vectors.json"));
    int vector = all.indexOf("\"id\": \"" + id + "\"");
    int from = all.indexOf('[', all.indexOf("\"" + key + "\":", vector));
    assertThat(vector).isPositive();
    int depth = 0;
    int to = from;
    do {
      depth += all.charAt(to) == '[' ? 1 : all.charAt(to) == ']' ? -1 : 0;
      to++;
    } while (depth > 0);
    double[] numbers =
        Pattern.compile("-?[0-9.]+")
            .matcher(all.substring(from, to))
            .results()
            .mapToDouble(match -> Double.parseDouble(match.group()))
            .toArray();
    double[][] boxes = new double[numbers.length / 4][];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = Arrays.copyOfRange(numbers, 4 * i, 4 * i + 4);
    }
    assertThat(boxes).isNotEmpty();
    return boxes;
  }

  private static Box box(double[] parts, int width, int height) {
    return new Box(
        (float) (parts[0] * width),
        (float) (parts[1] * height),
        (float) (parts[2] * width),
        (float) (parts[3] * height));
  }

  private static List<Box> moved(Motion motion, int width, int height, double[]... boxes) {
    List<Instance> objects = new ArrayList<>();
    for (double[] one : boxes) {
      objects.add(new Instance(0, box(one, width, height)));
    }
    try (Image picture = Image.blank(width, height, 0, 0, 0);
        Example example = Example.of(picture, objects)) {
      example.move(motion);
      return example.objects().stream().map(Instance::box).toList();
    }
  }

  private static void equal(Box box, double[] wanted, int width, int height) {
    double[] got = {
      box.x1() / (double) width,
      box.y1() / (double) height,
      box.x2() / (double) width,
      box.y2() / (double) height
    };
    for (int i = 0; i < 4; i++) {
      assertThat(got[i]).as(Arrays.toString(wanted)).isCloseTo(wanted[i], within(1e-6));
    }
  }

  @Test
  void mirrored() throws IOException {
    double[][] expected = boxes("bbox-hflip", "expected");
    List<Box> out = moved(Symmetry.HFLIP, 200, 100, boxes("bbox-hflip", "boxes"));
    assertThat(out).hasSize(2);
    equal(out.get(0), expected[0], 200, 100);
    equal(out.get(1), expected[1], 200, 100);
  }

  @Test
  void turnedByQuarters() throws IOException {
    double[][] expected = boxes("bbox-rot90", "expected");
    assertThat(expected).hasNumberOfRows(4);
    for (int k = 0; k < 4; k++) {
      Symmetry turn = Symmetry.quarters(k);
      Box out = moved(turn, 200, 100, boxes("bbox-rot90", "box")).get(0);
      int width = turn.outWidth(200, 100);
      equal(out, expected[k], width, 300 - width);
    }
  }

  @Test
  void underAllEightSymmetries() throws IOException {
    double[][] expected = boxes("bbox-d4", "expected");
    assertThat(expected).hasNumberOfRows(MEMBERS.size());
    for (int i = 0; i < MEMBERS.size(); i++) {
      Symmetry one = MEMBERS.get(i);
      Box out = moved(one, 200, 100, boxes("bbox-d4", "box")).get(0);
      int width = one.outWidth(200, 100);
      equal(out, expected[i], width, 300 - width);
    }
  }

  @Test
  void cropped() throws IOException {
    double[][] boxes = boxes("bbox-crop", "boxes");
    double[][] expected = boxes("bbox-crop", "expected");
    Window window = new Window(100, 100, 80, 80, Edges.REFLECT);
    for (int i = 0; i < 3; i++) {
      Box box = box(boxes[i], 200, 200);
      double[] xy = {box.x1(), box.y1(), box.x2(), box.y2()};
      window.map(xy, 200, 200);
      Box out = new Box((float) xy[0], (float) xy[1], (float) xy[2], (float) xy[3]);
      equal(out, expected[i], 80, 80);
    }
    assertThat(moved(window, 200, 200, boxes))
        .as("cut to the picture; the first lies outside")
        .containsExactly(new Box(0, 0, 60, 60), new Box(40, 40, 80, 80));
  }

  @Test
  void droppedByArea() throws IOException {
    List<Instance> objects = new ArrayList<>();
    for (double[] one : boxes("bbox-filter", "boxes")) {
      objects.add(new Instance(0, box(one, 100, 100)));
    }
    assertThat(objects).hasSize(3);
    try (Image picture = Image.blank(100, 100, 0, 0, 0);
        Example example = Example.of(picture, objects)) {
      // Sides of a box are floats, so 10 x 20 may be a little less than 200.
      Augmentation.parse("keep-objects min-area=199.99").apply(example, Others.NONE, 0, 0, 0);
      assertThat(example.objects()).hasSize(1);
      equal(example.objects().get(0).box(), boxes("bbox-filter", "expected")[0], 100, 100);
    }
  }
}
