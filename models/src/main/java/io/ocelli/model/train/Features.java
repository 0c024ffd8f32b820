package io.ocelli.model.train;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.load.Failure;
import io.ocelli.model.onnx.Inference;
import io.ocelli.model.onnx.OnnxPipeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Feature vectors of pictures.
 *
 * @param rows one vector a picture
 * @param labels its class
 * @param failures pictures that could not be read; they have no row
 * @param computed how many vectors were computed now; the rest came from the store
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes of numbers, never compared
record Features(float[][] rows, int[] labels, List<Failure> failures, int computed) {

  /** Told how many of how many vectors have been computed. */
  interface Progress {
    void at(int done, int all);
  }

  /** A vector to get: which sample, and which augmented copy of it (0 for the picture as it is). */
  private record Wanted(int index, Sample sample, int copy, byte[] key) {}

  /**
   * The features of the samples and of {@code copies} randomly changed copies of each, from the
   * store where it has them. The change of a copy depends on the seed, the number of the copy and
   * the content of the picture only.
   */
  static Features of(
      List<Sample> samples,
      int copies,
      Augmentation augmentation,
      long seed,
      OnnxPipeline pipeline,
      FeatureStore store,
      Progress progress) {
    Object[] hashes =
        IntStream.range(0, samples.size())
            .parallel()
            .mapToObj(i -> hash(samples.get(i).source()))
            .toArray();
    List<Failure> failures = new ArrayList<>();
    List<Wanted> all = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (hashes[i] instanceof byte[] hash) {
        for (int copy = 0; copy <= copies; copy++) {
          all.add(
              new Wanted(
                  i, samples.get(i), copy, copy == 0 ? hash : key(hash, augmentation, seed, copy)));
        }
      } else {
        failures.add(new Failure(i, samples.get(i).source().name(), String.valueOf(hashes[i])));
      }
    }
    List<Wanted> missing = new ArrayList<>();
    float[][] found = new float[all.size()][];
    for (int i = 0; i < found.length; i++) {
      float[] known = store.get(all.get(i).key());
      if (known == null) {
        missing.add(all.get(i));
      } else {
        found[i] = known;
      }
    }
    List<@Nullable Failure> broken = new ArrayList<>();
    compute(missing, augmentation, seed, pipeline, store, broken, progress);
    List<float[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      float[] row = found[i] != null ? found[i] : store.get(all.get(i).key());
      if (row != null) {
        rows.add(row);
        labels.add(all.get(i).sample().label());
      }
    }
    failures.addAll(broken);
    return new Features(
        rows.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        List.copyOf(failures),
        missing.size() - broken.size());
  }

  private static void compute(
      List<Wanted> missing,
      Augmentation augmentation,
      long seed,
      OnnxPipeline pipeline,
      FeatureStore store,
      List<Failure> broken,
      Progress progress) {
    List<ByteSource> sources = missing.stream().map(wanted -> wanted.sample().source()).toList();
    pipeline.run(
        sources,
        (image, index) -> {
          Wanted wanted = missing.get((int) index);
          return wanted.copy() == 0
              ? image
              : augmentation.apply(
                  image, seed ^ ByteBuffer.wrap(wanted.key()).getLong(), wanted.copy(), 0);
        },
        inference -> {
          Wanted wanted = missing.get((int) inference.index());
          if (inference instanceof Inference.Done done) {
            store.put(wanted.key(), done.outputs().get(0).values());
          } else if (inference instanceof Inference.Failed failed) {
            if (wanted.copy() == 0) {
              broken.add(
                  new Failure(
                      wanted.index(), wanted.sample().source().name(), failed.reason().oneLine()));
            }
          }
          progress.at((int) inference.index() + 1, missing.size());
        });
  }

  /** The SHA-256 of the bytes, or the reason why there is none. */
  private static Object hash(ByteSource source) {
    try {
      return sha256().digest(source.read());
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  private static byte[] key(byte[] hash, Augmentation augmentation, long seed, int copy) {
    MessageDigest digest = sha256();
    digest.update(hash);
    return digest.digest((augmentation + "|" + seed + "|" + copy).getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of a file's bytes, in hexadecimal digits. */
  static String hex(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
