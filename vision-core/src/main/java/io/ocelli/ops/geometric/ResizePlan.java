package io.ocelli.ops.geometric;

import io.ocelli.image.Raster;

/**
 * Sizes of a {@link Resize}.
 *
 * @param source the part of the picture, about its middle, that is used
 * @param picture what it becomes
 * @param whole the result, with the border
 */
record ResizePlan(Extent source, Extent picture, Extent whole) {
  static ResizePlan of(Resize resize, Raster in) {
    double width = resize.width().map(w -> w.of(in.width())).orElse(0.0);
    double height = resize.height().map(h -> h.of(in.height())).orElse(0.0);
    boolean both = resize.width().isPresent() && resize.height().isPresent();
    double most = resize.enlarge() ? Double.MAX_VALUE : 1;
    if (!both) {
      return even(in, Math.min(most, factor(resize, in, width, height)));
    }
    // Sides below one pixel would make factors of zero.
    double w = Math.max(1, width);
    double h = Math.max(1, height);
    double across = w / in.width();
    double down = h / in.height();
    return switch (resize.rule()) {
      case FIT -> even(in, Math.min(most, Math.min(across, down)));
      case PAD -> {
        Extent whole = extent(w, h, in);
        double factor = Math.min(most, Math.min(across, down));
        Extent picture = even(in, factor).picture();
        yield new ResizePlan(Extent.of(in), within(picture, whole), whole);
      }
      case FILL -> {
        double factor = Math.max(across, down);
        Extent source = within(extent(w / factor, h / factor, in), Extent.of(in));
        double less = Math.min(1, most / factor);
        Extent picture = extent(w * less, h * less, in);
        yield new ResizePlan(source, picture, picture);
      }
      case STRETCH, LONGEST, SHORTEST -> {
        Extent size =
            extent(in.width() * Math.min(most, across), in.height() * Math.min(most, down), in);
        yield new ResizePlan(Extent.of(in), size, size);
      }
    };
  }

  private static double factor(Resize resize, Raster in, double width, double height) {
    if (resize.width().isEmpty() && resize.height().isEmpty()) {
      return resize.scale();
    }
    double side = Math.max(1, Math.max(width, height));
    return switch (resize.rule()) {
      case LONGEST -> side / Math.max(in.width(), in.height());
      case SHORTEST -> side / Math.min(in.width(), in.height());
      case STRETCH, FIT, FILL, PAD ->
          side / (resize.width().isPresent() ? in.width() : in.height());
    };
  }

  private static ResizePlan even(Raster in, double factor) {
    Extent size = extent(in.width() * factor, in.height() * factor, in);
    return new ResizePlan(Extent.of(in), size, size);
  }

  private static Extent extent(double width, double height, Raster in) {
    return Extent.rounded(width, height, "resize", in);
  }

  private static Extent within(Extent size, Extent bound) {
    return new Extent(
        Math.min(size.width(), bound.width()), Math.min(size.height(), bound.height()));
  }
}
