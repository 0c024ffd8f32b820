package io.ocelli.model.dl4j;

import io.ocelli.dataset.load.Batch;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.Epoch;
import io.ocelli.error.UsageException;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * ZCA whitening: a linear map after which the values of all places and channels are uncorrelated
 * and of variance 1, chosen so that pictures stay as near to what they were as can be (Krizhevsky,
 * Learning Multiple Layers of Features from Tiny Images, 2009, appendix A). For small pictures: the
 * map has the square of the number of their values.
 *
 * <p>The map belongs to the numbers that a network is given and does not go into a model file;
 * whoever trains with it applies it to what is classified, too.
 */
public final class ZcaWhitening implements AutoCloseable {
  /** Values of a picture at most, 64x64 gray or 36x36 in colour. */
  public static final int MOST_VALUES = 4096;

  private final INDArray mean;
  private final INDArray map;
  private final int values;

  private ZcaWhitening(INDArray mean, INDArray map, int values) {
    this.mean = mean;
    this.map = map;
    this.values = values;
  }

  /**
   * Learns from all pictures of a loader, in two passes and not changed at random if the loader
   * does not.
   *
   * @param epsilon added to the variances before they are divided by, so that what hardly varies is
   *     not blown up; Keras takes 1e-6
   * @throws UsageException if pictures have more than {@link #MOST_VALUES} values, or there are
   *     none
   */
  public static ZcaWhitening fit(BatchLoader loader, double epsilon) {
    if (!(epsilon > 0)) {
      throw new UsageException(
          "a value out of range", String.valueOf(epsilon), "epsilon", "give one above 0");
    }
    try (INDArray sum = sum(loader);
        INDArray mean = sum.div(loader.usable())) {
      int values = Math.toIntExact(mean.length());
      try (INDArray vectors = covariance(loader, mean);
          INDArray variances = Eigen.symmetricGeneralizedEigenvalues(vectors, true);
          INDArray positive = Transforms.max(variances, 0, true);
          INDArray deviations = Transforms.sqrt(positive.addi(epsilon), true);
          INDArray scaled = vectors.divRowVector(deviations);
          INDArray turned = vectors.transpose()) {
        return new ZcaWhitening(mean.dup(), scaled.mmul(turned), values);
      }
    }
  }

  private interface Use {
    void of(INDArray rows);
  }

  private static void each(BatchLoader loader, Use use) {
    try (Epoch epoch = loader.epoch(0, false)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          FloatBuffer pixels = batch.pixels();
          int values = pixels.capacity() / batch.size();
          if (values > MOST_VALUES) {
            throw new UsageException(
                "pictures are too large to whiten",
                values + " values each",
                "the loader",
                "give at most " + MOST_VALUES + ", for example 32x32 in colour");
          }
          float[] copy = new float[pixels.capacity()];
          pixels.get(0, copy);
          try (INDArray rows = Nd4j.createFromArray(copy).reshape(batch.size(), values)) {
            use.of(rows);
          }
        }
      }
    }
  }

  private static INDArray sum(BatchLoader loader) {
    INDArray[] sum = new INDArray[1];
    each(
        loader,
        rows -> {
          try (INDArray part = rows.sum(0)) {
            if (sum[0] == null) {
              sum[0] = part.dup();
            } else {
              sum[0].addi(part);
            }
          }
        });
    if (sum[0] == null) {
      throw new UsageException(
          "no pictures to learn from", "0 pictures", "the loader", "check its files");
    }
    return sum[0];
  }

  private static INDArray covariance(BatchLoader loader, INDArray mean) {
    long values = mean.length();
    INDArray all = Nd4j.zeros(DataType.FLOAT, values, values);
    each(
        loader,
        rows -> {
          rows.subiRowVector(mean);
          try (INDArray turned = rows.transpose();
              INDArray part = turned.mmul(rows)) {
            all.addi(part);
          }
        });
    return all.divi(loader.usable());
  }

  /**
   * Whitens pictures where they are.
   *
   * @param pictures float32 in the shape that was learned from, any number of them, from position 0
   *     to the capacity
   */
  public void apply(FloatBuffer pictures) {
    if (pictures.capacity() % values != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole number of pictures of %d".formatted(pictures.capacity(), values));
    }
    float[] copy = new float[pictures.capacity()];
    pictures.get(0, copy);
    try (INDArray rows = Nd4j.createFromArray(copy).reshape(copy.length / values, values);
        INDArray white = rows.subiRowVector(mean).mmul(map);
        INDArray ordered = white.dup('c')) {
      pictures.put(0, ordered.data().asFloat());
    }
  }

  @Override
  public void close() {
    mean.close();
    map.close();
  }
}
