package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for dots at all scales; {@link DotShape} judges what it finds. */
final class DotFinder {
  private static final int LONGEST = 2000;

  /** Blurs of an octave, in its pixels; the differences of neighbours answer to dots. */
  private static final double[] BLURS = {1, Math.sqrt(2), 2, 2 * Math.sqrt(2), 4};

  /** The radius, in blurs of the finer of two, of the dot that their difference answers to best. */
  private static final double RADIUS = 1.68;

  /** What a dot's contrast becomes in the difference of the two blurs that suit it. */
  private static final double ANSWER = 0.2;

  /** How often larger one curvature of a dot's answer may be than the other; a disc has 1. */
  private static final float MOST_STRETCHED = 8;

  /** How uneven a dot may be all round, for what its circularity may be less than 1. */
  private static final double UNEVEN = 0.67;

  private final Dots settings;
  private final double leastRadius;
  private final double mostRadius;

  /** Radii in pixels of the picture. */
  DotFinder(Dots settings, double leastRadius, double mostRadius) {
    this.settings = settings;
    this.leastRadius = leastRadius;
    this.mostRadius = mostRadius;
  }

  /** Something that may be a dot, in pixels of the finest plane. */
  record Candidate(double x, double y, double r, float answer, int octave) {}

  List<Dot> find(Raster in) {
    GrayPlane finest = GrayPlane.of(in, LONGEST);
    double least = leastRadius * finest.scale();
    double most = mostRadius * finest.scale();
    List<GrayPlane> octaves = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    GrayPlane plane = finest;
    double noise = finest.noise();
    for (int octave = 0; ; octave++) {
      octaves.add(plane);
      double unit = 1 << octave;
      if (octave > 0 && RADIUS * 2 * unit > most * 1.2) {
        break;
      }
      extrema(plane, octave, noise, candidates);
      if (Math.min(plane.width(), plane.height()) < 12) {
        break;
      }
      plane = plane.half();
    }
    candidates.sort(
        Comparator.comparingDouble((Candidate c) -> -Math.abs(c.answer()))
            .thenComparingDouble(Candidate::y)
            .thenComparingDouble(Candidate::x));
    return choose(candidates, new DotShape(octaves, noise), finest, least, most);
  }

  private void extrema(GrayPlane plane, int octave, double noise, List<Candidate> into) {
    int first = octave == 0 ? 0 : 2;
    double unit = 1 << octave;
    // Averaging over an octave's pixel takes the noise down as far as the pixel is larger.
    double noiseHere = noise / unit;
    GrayPlane finer = plane.blurred(BLURS[first]);
    for (int level = first; level + 1 < BLURS.length; level++) {
      GrayPlane coarser = plane.blurred(BLURS[level + 1]);
      double least =
          Math.max(ANSWER * settings.minContrast() * 0.5, 1.6 * noiseHere * 0.2 / BLURS[level]);
      extrema(finer, coarser, (float) least, RADIUS * BLURS[level], octave, into);
      finer = coarser;
    }
  }

  private void extrema(
      GrayPlane finer, GrayPlane coarser, float least, double r, int octave, List<Candidate> into) {
    int width = finer.width();
    float[] answers = new float[width * finer.height()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = finer.values()[i] - coarser.values()[i];
    }
    int unit = 1 << octave;
    for (int y = 1; y < finer.height() - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        float here = answers[i];
        if (Math.abs(here) < least
            || !wanted(here)
            || !extreme(answers, i, width, here)
            || stretched(answers, i, width)) {
          continue;
        }
        into.add(
            new Candidate((x + 0.5) * unit - 0.5, (y + 0.5) * unit - 0.5, r * unit, here, octave));
      }
    }
  }

  private boolean wanted(float answer) {
    return switch (settings.tone()) {
      case WHITE -> answer > 0;
      case BLACK -> answer < 0;
      case BOTH -> true;
    };
  }

  private static boolean extreme(float[] answers, int i, int width, float here) {
    float sign = Math.signum(here);
    float size = here * sign;
    return size > answers[i - 1] * sign
        && size >= answers[i + 1] * sign
        && size > answers[i - width] * sign
        && size >= answers[i + width] * sign
        && size > answers[i - width - 1] * sign
        && size > answers[i - width + 1] * sign
        && size >= answers[i + width - 1] * sign
        && size >= answers[i + width + 1] * sign;
  }

  /**
   * Whether an extremum is one only by the noise along an edge or a stroke: its curvatures differ
   * more than {@link #MOST_STRETCHED}, or one of them is none (Lowe 2004, section 4.1).
   */
  private static boolean stretched(float[] answers, int i, int width) {
    float twice = 2 * answers[i];
    float xx = answers[i - 1] + answers[i + 1] - twice;
    float yy = answers[i - width] + answers[i + width] - twice;
    float xy =
        (answers[i - width - 1]
                + answers[i + width + 1]
                - answers[i - width + 1]
                - answers[i + width - 1])
            / 4;
    float det = xx * yy - xy * xy;
    float trace = xx + yy;
    return trace * trace * MOST_STRETCHED >= (MOST_STRETCHED + 1) * (MOST_STRETCHED + 1) * det;
  }

  private List<Dot> choose(
      List<Candidate> candidates, DotShape shape, GrayPlane finest, double least, double most) {
    List<DotShape.Outline> outlines = new ArrayList<>();
    PlaceIndex taken = new PlaceIndex(finest.width(), finest.height(), 32);
    PlaceIndex wide = new PlaceIndex(finest.width(), finest.height(), 32);
    List<Candidate> pending = candidates;
    // A dot among dots stands out once these are known not to be texture.
    for (int known = -1; known < outlines.size() && !pending.isEmpty(); ) {
      known = outlines.size();
      List<Candidate> hidden = new ArrayList<>();
      for (Candidate candidate : pending) {
        if (taken.covers(candidate.x(), candidate.y(), 0)) {
          continue;
        }
        DotShape.Outline outline = shape.outline(candidate, settings.minContrast(), wide);
        if (outline == null
            || outline.r() < least
            || outline.r() > most
            || outline.circularity() < settings.minCircularity()
            || outline.uneven() > UNEVEN * (1 - settings.minCircularity())
            || taken.covers(outline.x(), outline.y(), 0.7 * outline.r())) {
          continue;
        }
        if (!outline.standsOut()) {
          hidden.add(candidate);
          continue;
        }
        taken.add(outline.x(), outline.y(), outline.r());
        // Blurred, a dot reaches beyond its outline.
        wide.add(outline.x(), outline.y(), 1.25 * outline.r() + 2);
        outlines.add(outline);
      }
      pending = hidden;
    }
    double scale = finest.scale();
    DotCompany company = shape.company();
    List<Dot> kept = new ArrayList<>();
    for (DotShape.Outline outline : outlines) {
      if (company.alone(outline, wide)) {
        kept.add(
            new Dot(
                finest.toPicture(outline.x(), outline.y()),
                outline.r() / scale,
                outline.area() / (scale * scale),
                outline.circularity(),
                outline.contrast()));
      }
    }
    return kept;
  }
}
