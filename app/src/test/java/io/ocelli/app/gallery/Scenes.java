package io.ocelli.app.gallery;

import io.ocelli.error.NearNames;
import io.ocelli.image.Image;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The pictures that the gallery's examples are applied to. All are drawn by code, the same on every
 * run; none is taken from anywhere.
 */
public final class Scenes {
  /** Width of most scenes in pixels. */
  static final int WIDTH = 320;

  /** Height of most scenes in pixels. */
  static final int HEIGHT = 240;

  private static final Map<String, Supplier<Image>> ALL = new TreeMap<>();

  static {
    ALL.put("leaf", Nature::leaf);
    ALL.put("leaf-part", Nature::leafPart);
    ALL.put("mask", Nature::mask);
    ALL.put("noisy", Nature::noisy);
    ALL.put("face", Nature::face);
    ALL.put("coins", Things::coins);
    ALL.put("shapes", Things::shapes);
    ALL.put("dots", Things::dots);
    ALL.put("grid", Things::grid);
    ALL.put("street", Street::day);
    ALL.put("dark", Street::night);
    ALL.put("plate", Street::plate);
    ALL.put("document", Prints::document);
    ALL.put("text", Prints::text);
    ALL.put("codes", Prints::codes);
  }

  private Scenes() {}

  /** The names of the scenes. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Draws a scene; the picture is the caller's to close. */
  public static Image draw(String name) {
    Supplier<Image> scene = ALL.get(name);
    if (scene == null) {
      throw new IllegalArgumentException(
          "no scene is called " + name + "; " + NearNames.remedy(name, names()));
    }
    return scene.get();
  }
}
