package io.ocelli.dataset.load;

import io.ocelli.annotation.Instance;
import io.ocelli.geometry.Letterbox;
import io.ocelli.image.Image;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture at the size it has in the model's input, without the border of a letterbox.
 *
 * @param image its pixels
 * @param place where the whole picture lies in the input
 * @param shared whether the image belongs to a cache, which closes it
 */
record Fitted(Image image, Letterbox place, boolean shared) implements AutoCloseable {
  Fitted asShared() {
    return new Fitted(image, place, true);
  }

  /** The objects of the picture, in pixels of the image. */
  List<Instance> objects(Known known) {
    List<Instance> fitted = new ArrayList<>();
    for (Instance object : known.objects(place.width(), place.height())) {
      object
          .within(
              Math.max(0, -place.left()), Math.max(0, -place.top()), image.width(), image.height())
          .ifPresent(fitted::add);
    }
    return fitted;
  }

  @Override
  public void close() {
    if (!shared) {
      image.close();
    }
  }
}
