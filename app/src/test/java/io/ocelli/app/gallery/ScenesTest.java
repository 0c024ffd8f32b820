package io.ocelli.app.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.draw.Montage;
import io.ocelli.image.Image;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScenesTest {
  @Test
  void eachIsDrawnTheSameTwice() {
    try (Montage montage = new Montage(Montage.Layout.of(4, 320, 240))) {
      for (String name : Scenes.names()) {
        try (Image once = Scenes.draw(name);
            Image twice = Scenes.draw(name)) {
          assertThat(Paper.bytes(once)).as(name).isEqualTo(Paper.bytes(twice));
          montage.add(once, name);
        }
      }
      try (Image sheet = montage.finish()) {
        sheet.write(Path.of("target", "scenes.png"));
      }
    }
  }
}
