package io.ocelli.ops.find;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bytedeco.opencv.opencv_core.FileNode;
import org.bytedeco.opencv.opencv_core.FileStorage;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * The trained cascades of OpenCV that are used here. They become resources when Ocelli is built,
 * from the file names that OpenCV gives them.
 *
 * <p>A {@link CascadeClassifier} works for one thread at a time and takes some 50 ms to read, so
 * those at rest are kept for the next use: as many as there are processors, the rest is closed.
 */
final class Cascade {
  private static final int KEPT = Math.min(8, Runtime.getRuntime().availableProcessors());

  /** Faces from the front, trees of two splits, 20x20 windows. */
  static final Cascade FRONTAL_ALT2 = new Cascade("frontalface_alt2", 20, 20);

  /** Faces from the front, stumps by gentle boosting, 20x20 windows. */
  static final Cascade FRONTAL_ALT = new Cascade("frontalface_alt", 20, 20);

  /** Faces from the front, stumps by discrete boosting, 24x24 windows. */
  static final Cascade FRONTAL_DEFAULT = new Cascade("frontalface_default", 24, 24);

  /** Faces that look to the left of the picture, 20x20 windows. */
  static final Cascade PROFILE = new Cascade("profileface", 20, 20);

  /** Open eyes, 20x20 windows. */
  static final Cascade EYE = new Cascade("eye", 20, 20);

  /** Eyes, better with glasses, 20x20 windows. */
  static final Cascade EYE_WITH_GLASSES = new Cascade("eye_tree_eyeglasses", 20, 20);

  /** Smiling mouths, 36 wide and 18 high. */
  static final Cascade SMILE = new Cascade("smile", 36, 18);

  /** Number plates with characters as in Russia, 60 wide and 20 high. */
  static final Cascade PLATE = new Cascade("russian_plate_number", 60, 20);

  private final String file;
  private final int width;
  private final int height;
  private final Queue<CascadeClassifier> resting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger rests = new AtomicInteger();

  private Cascade(String name, int width, int height) {
    this.file = "haarcascade_" + name + ".xml";
    this.width = width;
    this.height = height;
  }

  /** Width of the smallest thing it sees, in pixels. */
  int width() {
    return width;
  }

  /** Height of the smallest thing it sees, in pixels. */
  int height() {
    return height;
  }

  /** Lends a classifier for the length of a call. */
  <T> T use(Function<CascadeClassifier, T> work) {
    CascadeClassifier classifier = resting.poll();
    if (classifier == null) {
      classifier = read();
    } else {
      rests.decrementAndGet();
    }
    try {
      return work.apply(classifier);
    } finally {
      if (rests.incrementAndGet() <= KEPT) {
        resting.add(classifier);
      } else {
        rests.decrementAndGet();
        classifier.close();
      }
    }
  }

  private CascadeClassifier read() {
    try (FileStorage storage =
            new FileStorage(text(), FileStorage.READ | FileStorage.MEMORY, "UTF-8");
        FileNode root = storage.getFirstTopLevelNode()) {
      CascadeClassifier classifier = new CascadeClassifier();
      if (!classifier.read(root) || classifier.empty()) {
        classifier.close();
        throw new IllegalStateException("OpenCV does not take " + file);
      }
      return classifier;
    }
  }

  private String text() {
    try (InputStream in = Cascade.class.getResourceAsStream("cascades/" + file)) {
      if (in == null) {
        throw new OcelliException(
            "a part of Ocelli is missing",
            file,
            "the resources of vision-core",
            "build again: ./mvnw -pl vision-core clean package");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
