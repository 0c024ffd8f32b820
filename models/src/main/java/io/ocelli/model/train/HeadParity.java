package io.ocelli.model.train;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.convert.Parity;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.onnx.Inference;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares backbone and head run one after the other with the joined model, on real pictures. */
final class HeadParity {
  private HeadParity() {}

  static int featureLength(OnnxPipeline pipeline, Preprocess input) {
    try (Image grey = Image.blank(input.width(), input.height(), 128, 128, 128)) {
      return pipeline.run(grey).get(0).values().length;
    }
  }

  static Parity check(
      Network head,
      byte[] joined,
      Preprocess input,
      List<Sample> samples,
      OnnxPipeline backbone,
      Scaling scaling,
      Path origin) {
    List<ByteSource> pictures =
        PictureParity.spread(samples).stream().limit(Parity.PICTURES).map(Sample::source).toList();
    float[][] rows = answers(backbone, pictures);
    scaling.apply(rows);
    int length = scaling.mean().length;
    FloatBuffer values =
        ByteBuffer.allocateDirect(rows.length * length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (float[] row : rows) {
      values.put(row);
    }
    float[][] trained = head.probabilities(values, new int[] {length}, rows.length);
    OnnxModel model = OnnxModel.open(joined, origin.toString(), OnnxOptions.SHARED);
    try (OnnxPipeline whole = new OnnxPipeline(model, input, List.of(), 1)) {
      return Parity.check(trained, answers(whole, pictures), origin.toString());
    }
  }

  private static float[][] answers(OnnxPipeline pipeline, List<ByteSource> pictures) {
    List<float[]> rows = new ArrayList<>();
    pipeline.run(
        pictures,
        inference -> {
          // Unreadable pictures fail in both models alike.
          if (inference instanceof Inference.Done done) {
            rows.add(done.outputs().get(0).values());
          }
        });
    return rows.toArray(float[][]::new);
  }
}
