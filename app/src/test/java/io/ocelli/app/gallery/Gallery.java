package io.ocelli.app.gallery;

import io.ocelli.draw.Montage;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Catalog;
import io.ocelli.ops.OperationSpec;
import io.ocelli.ops.Part;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Makes the page of all operations: for each its example, applied to a scene. */
final class Gallery {
  /** Small enough that a hundred of them are a few megabytes. */
  private static final int JPEG_QUALITY = 80;

  private static final int MOST_PARTS = 9;

  private final Path scenes;

  /**
   * @param scenes a folder in which each scene of {@link Scenes} lies as {@code NAME.png}
   */
  Gallery(Path scenes) {
    this.scenes = scenes;
  }

  /** Writes all scenes into a folder. */
  static void writeScenes(Path folder) {
    for (String name : Scenes.names()) {
      try (Image scene = Scenes.draw(name)) {
        scene.write(folder.resolve(name + ".png"));
      }
    }
  }

  /**
   * An operation's example.
   *
   * @param jpeg the scene and what became of it, beside each other
   * @param differs whether anything is to be seen
   */
  record Example(@SuppressWarnings("ArrayRecordComponent") byte[] jpeg, boolean differs) {}

  /** Applies an operation's example to its scene. */
  Example example(OperationSpec spec) {
    String pipeline = spec.op().example().replace("scene/", scenes.toUri().getPath());
    Montage.Layout layout =
        new Montage.Layout(2, Scenes.WIDTH, Scenes.HEIGHT, 8, Rgb.WHITE, Optional.empty(), false);
    try (Montage both = new Montage(layout);
        Image scene = Image.read(scenes.resolve(spec.op().scene() + ".png"));
        Result result = Pipeline.parse(pipeline).run(scene);
        Image after = after(result);
        Image picture = both.add(scene, "").add(after, "").finish()) {
      boolean differs =
          after.width() != scene.width()
              || after.height() != scene.height()
              || !Arrays.equals(Paper.bytes(after), Paper.bytes(scene));
      return new Example(picture.encode(ImageFormat.JPEG, JPEG_QUALITY), differs);
    }
  }

  private static Image after(Result result) {
    if (result.parts().isEmpty()) {
      throw new IllegalStateException("the example gives no picture");
    }
    if (result.parts().size() == 1) {
      return result.parts().get(0).raster().toImage();
    }
    int columns = (int) Math.ceil(Math.sqrt(Math.min(result.parts().size(), MOST_PARTS)));
    Montage.Layout layout =
        new Montage.Layout(
            columns,
            Scenes.WIDTH / columns - 4,
            Scenes.HEIGHT / columns - 4,
            2,
            Rgb.WHITE,
            Optional.empty(),
            false);
    try (Montage parts = new Montage(layout)) {
      for (Part part : result.parts().subList(0, Math.min(result.parts().size(), MOST_PARTS))) {
        try (Image picture = part.raster().toImage()) {
          parts.add(picture, "");
        }
      }
      return parts.finish();
    }
  }

  /** Whether the scenes hold what an operation finds: people are known by photographs only. */
  static boolean isDrawn(OperationSpec spec) {
    return !spec.name().equals("people");
  }

  /** The page itself. */
  static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Gallery of operations

            Every operation of `ocelli image` and of the library's pipelines, with a picture before \
            and after. Parameters, ranges and defaults: `ocelli image --explain OPERATION`.

            The pictures were drawn by code and by the operations themselves; none is a photo. \
            `scene/…` stands for one of the drawn scenes. All of it is made by

            ```
            ./mvnw -pl app -am test -Dtest=GalleryTest -Dsurefire.failIfNoSpecifiedTests=false \
            -Docelli.gallery.update=true
            ```

            """);
    for (String group : Catalog.all().groups()) {
      page.append("- [%s](#%s):".formatted(group, anchor(group)));
      for (OperationSpec spec : Catalog.all().operations()) {
        if (spec.group().equals(group)) {
          page.append(" [%s](#%s)".formatted(spec.name(), spec.name()));
        }
      }
      page.append('\n');
    }
    String group = "";
    for (OperationSpec spec : Catalog.all().operations()) {
      if (!spec.group().equals(group)) {
        group = spec.group();
        page.append("\n## ").append(group).append('\n');
      }
      entry(page, spec);
    }
    return page.toString();
  }

  private static void entry(StringBuilder page, OperationSpec spec) {
    page.append("\n### ").append(spec.name()).append("\n\n");
    page.append(spec.op().does());
    if (!spec.op().notes().isBlank()) {
      page.append(' ').append(spec.op().notes().strip());
    }
    page.append("\n\n`").append(spec.op().example()).append("`");
    page.append(" on the scene *").append(spec.op().scene()).append("*");
    if (!spec.op().source().isBlank()) {
      page.append(" · ").append(spec.op().source());
    }
    if (!isDrawn(spec)) {
      page.append(". Nobody is found there: no drawing takes the place of a photograph");
    }
    page.append(
        "\n\n![%s, before and after](gallery/%s.jpg)\n".formatted(spec.name(), spec.name()));
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }
}
