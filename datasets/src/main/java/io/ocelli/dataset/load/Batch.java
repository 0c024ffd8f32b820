package io.ocelli.dataset.load;

import io.ocelli.annotation.Instance;
import io.ocelli.geometry.Letterbox;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Some pictures and what is known of them. Its buffer belongs to the loader: after {@link #close()}
 * it holds other pictures.
 */
public final class Batch implements AutoCloseable {
  private final BatchLoader loader;
  private final Slab slab;
  private final List<Slab.Entry> entries;
  private final Position after;
  private boolean closed;

  Batch(BatchLoader loader, Slab slab, Position after) {
    this.loader = loader;
    this.slab = slab;
    this.entries = slab.entries();
    this.after = after;
  }

  /**
   * The pictures as float32 NCHW, values and channel order as the loader's preprocessing says: a
   * direct buffer with position 0 and {@code size() * channels * height * width} elements.
   */
  public FloatBuffer pixels() {
    if (closed) {
      throw new IllegalStateException("the batch is closed");
    }
    return slab.pixels();
  }

  /**
   * The class of each picture; of several the heaviest, of equal ones the first; -1 without any.
   */
  public int[] labels() {
    return entries.stream().mapToInt(entry -> heaviest(entry.facts().labels())).toArray();
  }

  private static int heaviest(Map<Integer, Double> labels) {
    int best = -1;
    double most = 0;
    for (Map.Entry<Integer, Double> label : labels.entrySet()) {
      double weight = label.getValue();
      if (best < 0 || weight > most || (weight == most && label.getKey() < best)) {
        best = label.getKey();
        most = weight;
      }
    }
    return best;
  }

  /**
   * The weight of each class in each picture, picture after picture: {@code size() * classes}
   * values. One class each gives a 1 and zeros; mixed pictures have the shares of theirs, which sum
   * to 1. Where pictures have several classes, each has a 1, and mixed ones the shares of these.
   *
   * @param classes number of classes
   * @throws IllegalArgumentException if a picture has a class beyond these
   */
  public float[] labelWeights(int classes) {
    float[] weights = new float[Math.multiplyExact(size(), classes)];
    for (int i = 0; i < size(); i++) {
      for (Map.Entry<Integer, Double> label : entries.get(i).facts().labels().entrySet()) {
        if (label.getKey() >= classes) {
          throw new IllegalArgumentException("label " + label.getKey() + " of " + classes);
        }
        weights[i * classes + label.getKey()] = label.getValue().floatValue();
      }
    }
    return weights;
  }

  /** The objects of each picture, in pixels of the tensor and cut to it. */
  public List<List<Instance>> objects() {
    return entries.stream().map(entry -> entry.facts().objects()).toList();
  }

  /**
   * Where the whole of each picture lies in the tensor if no random change has moved it: the way
   * from boxes of the tensor back to the picture's own pixels ({@link Letterbox#sourceX}). Of a
   * picture whose annotation has no size, its own pixels are those it was decoded to.
   */
  public List<Letterbox> placements() {
    return entries.stream().map(entry -> entry.facts().place()).toList();
  }

  /** Which picture of the {@link ExampleSource} each one is. */
  public int[] indices() {
    return entries.stream().mapToInt(entry -> entry.turn().index()).toArray();
  }

  /** Where the epoch goes on after this batch. */
  public Position after() {
    return after;
  }

  /** Number of pictures. */
  public int size() {
    return entries.size();
  }

  /** Gives the buffer back; more than once does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      loader.giveBack(slab);
    }
  }
}
