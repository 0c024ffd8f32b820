package io.ocelli.ops.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class RegionsTest {
  @Test
  void componentsAreMeasured() {
    try (Raster in =
        Drawn.shape(
            60,
            40,
            (x, y) ->
                (x >= 5 && x < 15 && y >= 10 && y < 30)
                    || (x >= 40 && x < 44 && y >= 2 && y < 5)
                    || (x == 50 && y == 39))) {
      List<Region> regions = Drawn.findings("components", in, Region.class);

      assertThat(regions)
          .containsExactly(
              new Region(1, 200, new Box(5, 10, 15, 30), new Point(9.5, 19.5)),
              new Region(2, 12, new Box(40, 2, 44, 5), new Point(41.5, 3)),
              new Region(3, 1, new Box(50, 39, 51, 40), new Point(50, 39)));
      assertThat(Drawn.findings("components min-area=12", in, Region.class)).hasSize(2);
      assertThat(Drawn.findings("invert | components foreground=dark", in, Region.class))
          .isEqualTo(regions);
      assertThat(Drawn.run("components show=mask", in)).isEqualTo(in.values());
      assertThat(Drawn.run("components show=none", in)).isEqualTo(in.values());
      assertThat(Drawn.space("components", in)).isEqualTo(ColorSpace.BGR);
    }
  }

  @Test
  void cornersJoinOnlyWhereTheyAreAskedTo() {
    try (Raster in = Drawn.shape(8, 8, (x, y) -> x == y)) {
      assertThat(Drawn.findings("components", in, Region.class)).hasSize(1);
      assertThat(Drawn.findings("components connectivity=4", in, Region.class)).hasSize(8);
    }
  }

  @Test
  void componentsOfNoiseAreThoseOfAFloodFill() {
    try (Raster in = Drawn.noise(61, 47, ColorSpace.GRAY, 3)) {
      byte[] values = in.values();
      boolean[] light = new boolean[values.length];
      for (int i = 0; i < values.length; i++) {
        light[i] = (values[i] & 255) > 140;
      }
      for (int connectivity : new int[] {4, 8}) {
        List<Region> regions =
            Drawn.findings("components value=140 connectivity=" + connectivity, in, Region.class);
        assertThat(regions.stream().map(Region::area).toList())
            .isEqualTo(areas(light.clone(), 61, connectivity));
      }
    }
  }

  private static List<Integer> areas(boolean[] left, int width, int connectivity) {
    List<Integer> areas = new java.util.ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      if (left[i]) {
        areas.add(take(left, width, i, connectivity));
      }
    }
    areas.sort(java.util.Comparator.reverseOrder());
    return areas;
  }

  private static int take(boolean[] left, int width, int start, int connectivity) {
    Deque<Integer> next = new ArrayDeque<>(List.of(start));
    left[start] = false;
    int area = 0;
    while (!next.isEmpty()) {
      int i = next.pop();
      area++;
      for (int k = 0; k < 9; k++) {
        int dx = k % 3 - 1;
        int dy = k / 3 - 1;
        int x = i % width + dx;
        int j = i + dy * width + dx;
        boolean near = connectivity == 8 || dx == 0 || dy == 0;
        if (near && x >= 0 && x < width && j >= 0 && j < left.length && left[j]) {
          left[j] = false;
          next.push(j);
        }
      }
    }
    return area;
  }

  @Test
  void touchingDiscsAreParted() {
    Random random = new Random(9);
    for (int picture = 0; picture < 20; picture++) {
      int discs = 2 + random.nextInt(5);
      double radius = 14 + 4 * random.nextDouble();
      double turn = random.nextDouble();
      double[][] centres = new double[discs][2];
      for (int i = 0; i < discs; i++) {
        // A crooked chain of discs that overlap a little.
        centres[i][0] = 30 + i * radius * 1.75;
        centres[i][1] = 60 + (i % 2 == 0 ? 0 : radius * 0.6 * turn);
      }
      double size = radius;
      try (Raster in =
          Drawn.shape(
              320,
              120,
              (x, y) -> {
                for (double[] centre : centres) {
                  if (Drawn.disc(x, y, centre[0], centre[1], size)) {
                    return true;
                  }
                }
                return false;
              })) {
        assertThat(Drawn.findings("components", in, Region.class)).hasSize(1);
        List<Region> parts = Drawn.findings("watershed", in, Region.class);
        assertThat(parts).as("picture %d", picture).hasSize(discs);
        for (double[] centre : centres) {
          assertThat(parts)
              .anySatisfy(
                  part ->
                      assertThat(part.centroid().distance(new Point(centre[0], centre[1])))
                          .isLessThan(2));
        }
      }
    }
  }

  @Test
  void aThingThatIsNotPartedKeepsItsPixels() {
    try (Raster in =
        Drawn.shape(
            90, 50, (x, y) -> Drawn.disc(x, y, 20, 24, 15) || (x >= 60 && y >= 5 && y < 25))) {
      List<Region> parts = Drawn.findings("watershed", in, Region.class);
      assertThat(parts).isEqualTo(Drawn.findings("components", in, Region.class));
      assertThat(Drawn.findings("watershed flood=picture", in, Region.class)).hasSize(2);
    }
  }

  @Test
  void anEmptyPictureHasNoParts() {
    try (Raster in = Drawn.shape(30, 20, (x, y) -> false)) {
      for (String operation : List.of("components", "watershed")) {
        assertThat(Drawn.findings(operation, in, Region.class)).isEmpty();
      }
      assertThat(Drawn.findings("contours", in, Contour.class)).isEmpty();
    }
  }

  @Test
  void distancesAreExact() {
    try (Raster in = Drawn.shape(21, 21, (x, y) -> x != 3 || y != 4)) {
      byte[] out = Drawn.run("distance-transform stretch=false", in);
      byte[] city = Drawn.run("distance-transform stretch=false metric=city-block", in);
      byte[] king = Drawn.run("distance-transform stretch=false metric=chessboard", in);
      for (int i = 0; i < out.length; i++) {
        int dx = Math.abs(i % 21 - 3);
        int dy = Math.abs(i / 21 - 4);
        assertThat(out[i] & 255).isEqualTo((int) Math.rint(Math.hypot(dx, dy)));
        assertThat(city[i] & 255).isEqualTo(dx + dy);
        assertThat(king[i] & 255).isEqualTo(Math.max(dx, dy));
      }
    }
  }

  @Test
  void theLargestCircleInADiscIsTheDisc() {
    try (Raster in = Drawn.shape(80, 60, (x, y) -> Drawn.disc(x, y, 33, 28, 20))) {
      DistanceTransform.Furthest furthest =
          Drawn.findings("distance-transform", in, DistanceTransform.Furthest.class).get(0);
      assertThat(furthest.center()).isEqualTo(new Point(33, 28));
      assertThat(furthest.distance()).isCloseTo(20.5, within(0.6));
      byte[] stretched = Drawn.run("distance-transform", in);
      assertThat(stretched[28 * 80 + 33]).isEqualTo((byte) 255);
    }
  }

  @Test
  void whiteHasNoDistances() {
    try (Raster in = Drawn.shape(9, 7, (x, y) -> true)) {
      assertThat(Drawn.run("distance-transform value=100", in)).containsOnly(-1);
      assertThat(
              Drawn.findings("distance-transform value=100", in, DistanceTransform.Furthest.class))
          .isEmpty();
    }
  }

  @Test
  void grabCutCutsOutARedDisc() {
    byte[] bgr = new byte[3 * 80 * 60];
    Random random = new Random(4);
    for (int i = 0; i < 80 * 60; i++) {
      boolean inside = Drawn.disc(i % 80, i / 80, 40, 30, 15);
      bgr[3 * i] = (byte) (random.nextInt(20) + (inside ? 20 : 160));
      bgr[3 * i + 1] = (byte) (random.nextInt(20) + (inside ? 20 : 150));
      bgr[3 * i + 2] = (byte) (random.nextInt(20) + (inside ? 200 : 60));
    }
    try (Raster in = Raster.of(80, 60, ColorSpace.BGR, bgr)) {
      String text = "grabcut x=20 y=10 width=40 height=40";
      Region thing = Drawn.findings(text, in, Region.class).get(0);
      assertThat((double) thing.area()).isCloseTo(Math.PI * 15 * 15, within(25.0));
      assertThat(thing.centroid().distance(new Point(40, 30))).isLessThan(0.5);

      byte[] mask = Drawn.run(text + " show=mask", in);
      byte[] cut = Drawn.run(text, in);
      assertThat(Drawn.space(text, in)).isEqualTo(ColorSpace.BGRA);
      for (int i = 0; i < mask.length; i++) {
        assertThat(cut[4 * i + 3]).isEqualTo(mask[i]);
        assertThat(cut[4 * i + 2]).isEqualTo(bgr[3 * i + 2]);
      }
      assertThat(Drawn.run(text, in)).isEqualTo(cut);
      assertThat(Drawn.run("grabcut x=0 y=0 width=100% height=100% show=mask", in))
          .containsOnly(-1);
    }
  }

  @Test
  void grabCutOfALargePictureFollowsItsOwnPixels() {
    int width = 620;
    int height = 500;
    byte[] bgr = new byte[3 * width * height];
    Random random = new Random(6);
    for (int i = 0; i < width * height; i++) {
      boolean inside = star(i % width, i / width);
      bgr[3 * i] = (byte) (random.nextInt(20) + (inside ? 20 : 160));
      bgr[3 * i + 1] = (byte) (random.nextInt(20) + (inside ? 20 : 150));
      bgr[3 * i + 2] = (byte) (random.nextInt(20) + (inside ? 200 : 60));
    }
    try (Raster in = Raster.of(width, height, ColorSpace.BGR, bgr)) {
      byte[] mask = Drawn.run("grabcut show=mask max-pixels=20000", in);
      int wrong = 0;
      for (int i = 0; i < mask.length; i++) {
        wrong += (mask[i] != 0) != star(i % width, i / width) ? 1 : 0;
      }
      // Small pixels are four wide: carried up as they are, thousands along the border are wrong.
      assertThat(wrong).isLessThan(150);
      byte[] within = Drawn.run("grabcut show=mask max-pixels=20000 x=300 width=100", in);
      for (int i = 0; i < within.length; i++) {
        if (i % width < 300 || i % width >= 400) {
          assertThat(within[i]).isZero();
        }
      }
      // In a picture that is smaller than that nothing is cut twice.
      assertThat(Drawn.run("grabcut show=mask max-pixels=310000", in))
          .isEqualTo(Drawn.run("grabcut show=mask max-pixels=1000000000", in));
    }
  }

  private static boolean star(int x, int y) {
    double angle = Math.atan2(y - 250, x - 310);
    return Math.hypot(x - 310, y - 250) < 130 + 40 * Math.cos(9 * angle);
  }

  @Test
  void kmeansFindsTheColoursThatThereAre() {
    int[][] colours = {{200, 30, 30}, {20, 180, 40}, {30, 40, 220}};
    byte[] bgr = new byte[3 * 60 * 30];
    Random random = new Random(5);
    for (int i = 0; i < 1800; i++) {
      int[] colour = colours[i % 60 < 30 ? 0 : i % 60 < 50 ? 1 : 2];
      for (int c = 0; c < 3; c++) {
        bgr[3 * i + c] = (byte) (colour[2 - c] + random.nextInt(3) - 1);
      }
    }
    try (Raster in = Raster.of(60, 30, ColorSpace.BGR, bgr)) {
      List<KmeansColors.ColorShare> shares =
          Drawn.findings("kmeans-colors k=3", in, KmeansColors.ColorShare.class);

      assertThat(shares)
          .extracting(KmeansColors.ColorShare::color)
          .containsExactly("#c81e1e", "#14b428", "#1e28dc");
      assertThat(shares)
          .extracting(KmeansColors.ColorShare::share)
          .containsExactly(0.5, 20.0 / 60, 10.0 / 60);
      byte[] out = Drawn.run("kmeans-colors k=3", in);
      assertThat(out).isEqualTo(Drawn.run("kmeans-colors k=3", in));
      for (int i = 0; i < 1800; i++) {
        assertThat(Math.abs((out[3 * i] & 255) - (bgr[3 * i] & 255))).isLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void superpixelsFollowEdgesAndCoverThePicture() {
    byte[] bgr = new byte[3 * 90 * 60];
    for (int i = 0; i < 90 * 60; i++) {
      java.util.Arrays.fill(bgr, 3 * i, 3 * i + 3, (byte) (i % 90 < 43 ? 40 : 210));
    }
    try (Raster in = Raster.of(90, 60, ColorSpace.BGR, bgr)) {
      for (String method : List.of("slic", "slico")) {
        int count =
            Drawn.findings("superpixels size=15 method=" + method, in, Superpixels.Pieces.class)
                .get(0)
                .count();
        assertThat(count).isBetween(12, 40);
        // No piece lies across the edge, so the means are the two grays.
        byte[] mean = Drawn.run("superpixels size=15 show=mean method=" + method, in);
        int wrong = 0;
        for (int i = 0; i < mean.length; i++) {
          wrong += Math.abs((mean[i] & 255) - (bgr[i] & 255)) > 12 ? 1 : 0;
        }
        assertThat(wrong).isLessThan(bgr.length / 50);
      }
    }
  }

  @Test
  void floodFillIsAFloodFill() {
    try (Raster in = Drawn.shape(40, 30, (x, y) -> (x < 20 && y < 15) || (x >= 20 && y >= 15))) {
      Region four = Drawn.findings("flood-fill x=0 y=0", in, Region.class).get(0);
      Region eight = Drawn.findings("flood-fill x=0 y=0 connectivity=8", in, Region.class).get(0);
      assertThat(four.area()).isEqualTo(300);
      assertThat(four.box()).isEqualTo(new Box(0, 0, 20, 15));
      assertThat(eight.area()).isEqualTo(600);
      byte[] filled = Drawn.run("flood-fill x=0 y=0 color=gray", in);
      byte[] mask = Drawn.run("flood-fill x=0 y=0 show=mask", in);
      for (int i = 0; i < filled.length; i++) {
        boolean inside = i % 40 < 20 && i / 40 < 15;
        assertThat(filled[i]).isEqualTo(inside ? (byte) 128 : in.values()[i]);
        assertThat(mask[i]).isEqualTo((byte) (inside ? 255 : 0));
      }
    }
  }

  @Test
  void aSoftChangeIsCrossedOnlyWhenFloating() {
    byte[] ramp = new byte[100 * 3];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (2 * (i % 100));
    }
    try (Raster in = Raster.of(100, 3, ColorSpace.GRAY, ramp)) {
      assertThat(Drawn.findings("flood-fill x=0 y=0", in, Region.class).get(0).area())
          .isEqualTo(18);
      assertThat(Drawn.findings("flood-fill x=0 y=0 floating=true", in, Region.class).get(0).area())
          .isEqualTo(300);
    }
  }

  @Test
  void thinningLeavesALineAndKeepsItTogether() {
    try (Raster in = Drawn.shape(60, 30, (x, y) -> x >= 5 && x < 55 && y >= 10 && y < 19)) {
      for (String method : List.of("zhang-suen", "guo-hall")) {
        byte[] out = Drawn.run("thin method=" + method, in);
        int pixels = 0;
        for (int x = 20; x < 40; x++) {
          int column = 0;
          for (int y = 0; y < 30; y++) {
            column += out[y * 60 + x] != 0 ? 1 : 0;
          }
          assertThat(column).isEqualTo(1);
          pixels++;
        }
        assertThat(pixels).isEqualTo(20);
        assertThat(Drawn.findings("thin method=" + method + " | components", in, Region.class))
            .hasSize(1);
      }
    }
  }

  @Test
  void oneThingIsOnePartWhateverIsFlooded() {
    try (Raster in = Drawn.shape(50, 30, (x, y) -> x > 5 && x < 44 && y > 5 && y < 24);
        Mat labels = new Mat()) {
      int count = opencv_imgproc.connectedComponents(in.mat(), labels, 8, 4);
      assertThat(Drawn.findings("watershed flood=picture", in, Region.class)).hasSize(count - 1);
    }
  }

  @Test
  void bordersHaveTheirColour() {
    try (Raster in = Drawn.shape(50, 30, (x, y) -> x > 5 && x < 44 && y > 5 && y < 24)) {
      byte[] parted = Drawn.run("watershed color=#0a80f0", in);
      int border = 3 * (6 * 50 + 20);
      assertThat(java.util.Arrays.copyOfRange(parted, border, border + 3))
          .containsExactly(0xf0, 0x80, 0x0a);
      byte[] pieces = Drawn.run("superpixels size=10 color=#0a80f0", in);
      boolean found = false;
      for (int i = 0; i < pieces.length; i += 3) {
        found |= pieces[i] == (byte) 0xf0 && pieces[i + 1] == (byte) 0x80 && pieces[i + 2] == 0x0a;
      }
      assertThat(found).isTrue();
    }
  }
}
