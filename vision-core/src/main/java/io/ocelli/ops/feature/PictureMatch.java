package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;
import java.util.List;

/**
 * How another picture lies in this one.
 *
 * @param keypoints key points of this picture
 * @param otherKeypoints key points of the other picture
 * @param matches pairs of key points that look alike
 * @param inliers pairs that agree on how the other picture lies in this one; 0 where none does
 * @param homography the nine numbers of the 3x3 matrix, row by row, that maps places of the other
 *     picture to places of this one; the last is 1. Empty where the other picture was not found
 * @param outline the corners of the other picture in this one: its top left, top right, bottom
 *     right, bottom left. Empty where it was not found
 */
public record PictureMatch(
    int keypoints,
    int otherKeypoints,
    int matches,
    int inliers,
    List<Double> homography,
    List<Point> outline)
    implements Finding {
  /** Keeps copies of the lists. */
  public PictureMatch {
    homography = List.copyOf(homography);
    outline = List.copyOf(outline);
  }

  /** Whether the other picture was found. */
  public boolean found() {
    return !homography.isEmpty();
  }
}
