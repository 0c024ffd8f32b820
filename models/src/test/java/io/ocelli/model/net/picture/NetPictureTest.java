package io.ocelli.model.net.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boxes of a network's picture: what is in them, and that none lies on another. */
class NetPictureTest {
  private static Net net(String name) {
    return Nets.of(name, new Shape(3, 64, 64), 10);
  }

  @Test
  void aBoxHoldsALayerAndWhatGoesWithIt() {
    List<Part> parts = Part.of(net("resnet18"));
    assertThat(parts.get(0).title()).isEqualTo("input");
    assertThat(parts.get(1).lines())
        .containsExactly("conv 7x7, stride 2 · batch-norm · relu", "64x32x32   9,664 parameters");
    Part add = parts.get(5);
    assertThat(add.title()).isEqualTo("layer1_0_add");
    assertThat(add.lines().get(0)).isEqualTo("add · relu");
    // The branch and the pool that the shortcut comes from.
    assertThat(add.sources()).containsExactly(4, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet50", "googlenet", "densenet121", "squeezenet", "mobilenetv2"})
  void noBoxesOverlapAndLinesGoDown(String name) {
    List<Part> parts = Part.of(net(name));
    List<List<Integer>> sources = parts.stream().map(Part::sources).toList();
    double[] widths = new double[parts.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = 50 + 37 * i % 200;
    }
    Layering layering = new Layering(sources, widths, 10);
    for (List<Layering.Spot> row : layering.rows()) {
      for (int i = 1; i < row.size(); i++) {
        Layering.Spot left = row.get(i - 1);
        Layering.Spot right = row.get(i);
        assertThat(right.x - right.width / 2)
            .isGreaterThanOrEqualTo(left.x + left.width / 2 + 10 - 1e-6);
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      for (int source : parts.get(i).sources()) {
        assertThat(layering.box(source).row).isLessThan(layering.box(i).row);
      }
    }
  }

  @Test
  void piecesAreCutWhereOneLineLeads() {
    List<Part> parts = Part.of(net("densenet121"));
    List<List<Integer>> pieces = Columns.of(parts, 6);
    assertThat(pieces).hasSize(6);
    List<Integer> all = new ArrayList<>();
    for (List<Integer> piece : pieces) {
      int first = piece.get(0);
      for (int i = 1; i < piece.size(); i++) {
        assertThat(parts.get(piece.get(i)).sources()).allMatch(source -> source >= first);
      }
      all.addAll(piece.subList(all.isEmpty() ? 0 : 1, piece.size()));
    }
    assertThat(all).hasSameSizeAs(parts).isSorted();
  }

  @Test
  void thePictureShowsBoxesOnWhite() {
    try (Image picture = NetPicture.draw(net("lenet"))) {
      assertThat(picture.width()).isBetween(300, 1500);
      assertThat(picture.height()).isBetween(300, 1500);
      int blue = 0;
      for (int i = 0; i < picture.width() * picture.height(); i++) {
        if ((picture.pixels().get(3 * i) & 0xFF) == 247
            && (picture.pixels().get(3 * i + 2) & 0xFF) == 222) {
          blue++;
        }
      }
      // Two convolutions.
      assertThat(blue).isGreaterThan(2 * 50 * 100);
    }
  }
}
