package io.ocelli.ops.segment;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** Segmentation: thresholds, shapes, regions. */
public final class SegmentOperations implements OperationGroup {
  @Override
  public String title() {
    return "Segmentation";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        Threshold.class,
        AdaptiveThreshold.class,
        Morphology.class,
        Components.class,
        Contours.class,
        DistanceTransform.class,
        Watershed.class,
        GrabCut.class,
        KmeansColors.class,
        Superpixels.class,
        FloodFill.class,
        Thin.class);
  }
}
