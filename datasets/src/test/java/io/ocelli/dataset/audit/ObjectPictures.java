package io.ocelli.dataset.audit;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.geometry.Box;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Clutter with a circle and a square in it, to plant faults in. */
final class ObjectPictures {
  static final int WIDTH = 160;
  static final int HEIGHT = 120;
  static final List<String> CLASSES = List.of("circle", "square");

  final List<AnnotatedPicture> pictures = new ArrayList<>();

  /** Thirty pictures without a fault: twenty in train, ten in val. */
  static ObjectPictures clean() {
    ObjectPictures set = new ObjectPictures();
    for (int i = 0; i < 30; i++) {
      set.add("p" + i + ".png", i, i < 20 ? Split.TRAIN : Split.VAL);
    }
    return set;
  }

  DetectionDataset dataset() {
    return new DetectionDataset("objects", CLASSES, pictures);
  }

  void add(String name, long seed, Split split) {
    try (Image image = Image.of(drawn(seed))) {
      add(name, image.encode(ImageFormat.PNG), objects(seed), split);
    }
  }

  void add(String name, byte[] bytes, List<Instance> objects, Split split) {
    pictures.add(
        new AnnotatedPicture(
            ByteSource.of(name, bytes),
            name,
            WIDTH,
            HEIGHT,
            objects,
            List.of(),
            Optional.of(split),
            Map.of()));
  }

  /** Other objects for a picture that is there. */
  void replace(int index, List<Instance> objects) {
    pictures.set(index, pictures.get(index).withInstances(objects));
  }

  byte[] bytes(int index) throws IOException {
    return pictures.get(index).source().read();
  }

  /** A circle left and a square right, of several sizes and at several places. */
  static List<Instance> objects(long seed) {
    Random random = new Random(seed * 31 + 7);
    int circle = 20 + random.nextInt(20);
    int square = 20 + random.nextInt(20);
    int x = 5 + random.nextInt(30);
    int right = 85 + random.nextInt(30);
    int y = 5 + random.nextInt(70);
    int below = 5 + random.nextInt(70);
    return List.of(
        new Instance(0, new Box(x, y, x + circle, y + circle)),
        new Instance(1, new Box(right, below, right + square, below + square)));
  }

  static BufferedImage drawn(long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      g.setColor(new Color(random.nextInt(1 << 24)));
      g.fillRect(
          random.nextInt(WIDTH) - 20,
          random.nextInt(HEIGHT) - 20,
          10 + random.nextInt(50),
          10 + random.nextInt(50));
    }
    for (Instance one : objects(seed)) {
      Box box = one.box();
      g.setColor(one.label() == 0 ? Color.WHITE : Color.BLACK);
      if (one.label() == 0) {
        g.fillOval((int) box.x1(), (int) box.y1(), (int) box.width(), (int) box.height());
      } else {
        g.fillRect((int) box.x1(), (int) box.y1(), (int) box.width(), (int) box.height());
      }
    }
    g.dispose();
    return image;
  }

  /** The picture with left and right exchanged, as JPEG. */
  static byte[] mirrored(long seed) {
    BufferedImage original = drawn(seed);
    BufferedImage mirrored = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = mirrored.createGraphics();
    g.drawImage(original, WIDTH, 0, -WIDTH, HEIGHT, null);
    g.dispose();
    try (Image image = Image.of(mirrored)) {
      return image.encode(ImageFormat.JPEG, 90);
    }
  }

  static List<Instance> mirroredObjects(long seed) {
    return objects(seed).stream()
        .map(
            one -> {
              Box box = one.box();
              return one.withBox(new Box(WIDTH - box.x2(), box.y1(), WIDTH - box.x1(), box.y2()));
            })
        .toList();
  }
}
