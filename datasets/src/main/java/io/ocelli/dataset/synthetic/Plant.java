package io.ocelli.dataset.synthetic;

import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * What the picture shows: one blade, or the leaflets of a compound leaf, with their stalk.
 *
 * @param leaflets drawn in this order
 * @param stalk a line
 */
record Plant(List<LeafShape> leaflets, Shape stalk) {

  /** A plant somewhere near the middle of the picture, in any pose. */
  static Plant pose(int size, double ripple, Dice dice) {
    double angle = dice.in(0, 2 * Math.PI);
    boolean closeUp = dice.chance(0.15);
    double length = size * (closeUp ? dice.in(1.25, 1.7) : dice.in(0.85, 1.15));
    double cx = size * (0.5 + 0.1 * dice.bell());
    double cy = size * (0.5 + 0.1 * dice.bell());
    double baseX = cx - Math.cos(angle) * length / 2;
    double baseY = cy - Math.sin(angle) * length / 2;
    if (!closeUp && dice.chance(0.13)) {
      return compound(baseX, baseY, angle, length * 1.05, ripple, dice);
    }
    LeafShape.Species[] all = LeafShape.Species.values();
    LeafShape.Species species = all[dice.between(0, all.length - 1)];
    LeafShape blade = new LeafShape(species, baseX, baseY, angle, length, ripple, dice);
    double stalk = length * dice.in(0.05, 0.3);
    return new Plant(
        List.of(blade),
        new Line2D.Double(
            baseX,
            baseY,
            baseX - Math.cos(angle + dice.bell()) * stalk,
            baseY - Math.sin(angle + dice.bell()) * stalk));
  }

  private static Plant compound(
      double baseX, double baseY, double angle, double length, double ripple, Dice dice) {
    LeafShape.Species[] kinds = {
      LeafShape.Species.OVATE, LeafShape.Species.ELLIPTIC, LeafShape.Species.SERRATE
    };
    LeafShape.Species species = kinds[dice.between(0, 2)];
    int pairs = dice.between(1, 3);
    double leaflet = length * dice.in(0.5, 0.6);
    List<LeafShape> leaflets = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      double at = 0.62 * (pair + 0.5) / pairs;
      for (int side = -1; side <= 1; side += 2) {
        double turn = angle + side * dice.in(0.75, 1.15);
        double along = length * (at + 0.04 * dice.bell());
        leaflets.add(
            new LeafShape(
                species,
                baseX + Math.cos(angle) * along,
                baseY + Math.sin(angle) * along,
                turn,
                leaflet * dice.in(0.75, 0.95),
                ripple,
                dice));
      }
    }
    double end = length * 0.58;
    double endX = baseX + Math.cos(angle) * end;
    double endY = baseY + Math.sin(angle) * end;
    leaflets.add(new LeafShape(species, endX, endY, angle, leaflet, ripple, dice));
    Path2D.Double stalk = new Path2D.Double();
    stalk.moveTo(baseX - Math.cos(angle) * length * 0.1, baseY - Math.sin(angle) * length * 0.1);
    stalk.lineTo(endX, endY);
    return new Plant(leaflets, stalk);
  }

  /** The length of the longest blade in pixels. */
  double scale() {
    return leaflets.stream().mapToDouble(leaflet -> leaflet.length).max().orElse(1);
  }

  /** One of the leaflets, the longer ones more often. */
  LeafShape any(Dice dice) {
    double total = leaflets.stream().mapToDouble(leaflet -> leaflet.length).sum();
    double pick = dice.in(0, total);
    for (LeafShape leaflet : leaflets) {
      pick -= leaflet.length;
      if (pick < 0) {
        return leaflet;
      }
    }
    return leaflets.get(leaflets.size() - 1);
  }
}
