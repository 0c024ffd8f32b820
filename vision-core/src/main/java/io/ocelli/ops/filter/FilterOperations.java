package io.ocelli.ops.filter;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** The filters. */
public final class FilterOperations implements OperationGroup {
  @Override
  public String title() {
    return "Filters";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        BoxBlur.class,
        GaussianBlur.class,
        MedianBlur.class,
        Bilateral.class,
        Denoise.class,
        MotionBlur.class,
        Sharpen.class,
        Unsharp.class,
        Emboss.class,
        KernelFilter.class,
        Pool.class,
        Sobel.class,
        Scharr.class,
        Laplacian.class,
        Canny.class,
        PyramidDown.class,
        PyramidUp.class,
        LaplacianBlend.class,
        Inpaint.class,
        Cartoon.class,
        PencilSketch.class,
        Stylize.class);
  }
}
