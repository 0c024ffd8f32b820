package io.ocelli.bench;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.CenterCrop;
import ai.djl.modality.cv.transform.Normalize;
import ai.djl.modality.cv.transform.Resize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.modality.cv.translator.ImageClassificationTranslator;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The Deep Java Library with its ONNX Runtime engine, and PyTorch for what happens to the pictures,
 * as its documentation has it.
 */
final class DjlContender implements ClassifyContender.Contender {
  private static final int BATCH = 4;

  private final ZooModel<Image, Classifications> model;
  private final int threads;
  private final ExecutorService pool;

  private DjlContender(Criteria.Builder<Image, Classifications> criteria, int threads)
      throws ModelNotFoundException, MalformedModelException, IOException {
    model = criteria.build().loadModel();
    this.threads = threads;
    pool = Executors.newFixedThreadPool(threads);
  }

  private static Criteria.Builder<Image, Classifications> criteria(String file) {
    return Criteria.builder()
        .setTypes(Image.class, Classifications.class)
        .optModelPath(Path.of(file))
        .optEngine("OnnxRuntime")
        .optTranslator(
            ImageClassificationTranslator.builder()
                .addTransform(new Resize(256))
                .addTransform(new CenterCrop(224, 224))
                .addTransform(new ToTensor())
                .addTransform(
                    new Normalize(
                        new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f}))
                .optSynset(IntStream.range(0, 1000).mapToObj(Integer::toString).toList())
                .optApplySoftmax(true)
                .optTopK(5)
                .build());
  }

  /** One predictor that is given picture after picture. */
  static DjlContender asItComes(String file)
      throws ModelNotFoundException, MalformedModelException, IOException {
    return new DjlContender(criteria(file), 1);
  }

  /** A predictor a core, each with one thread inside, and batches. */
  static DjlContender atItsBest(String file, int threads)
      throws ModelNotFoundException, MalformedModelException, IOException {
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    return new DjlContender(
        criteria(file).optOption("intraOpNumThreads", "1").optOption("interOpNumThreads", "1"),
        threads);
  }

  @Override
  public int label(List<Path> pictures) throws ExecutionException, InterruptedException {
    List<Callable<Integer>> work = new ArrayList<>();
    for (int k = 0; k < threads; k++) {
      int first = k;
      work.add(() -> label(pictures, first));
    }
    int done = 0;
    for (Future<Integer> part : pool.invokeAll(work)) {
      done += part.get();
    }
    return done;
  }

  private int label(List<Path> pictures, int first) throws Exception {
    int batch = threads == 1 ? 1 : BATCH;
    int done = 0;
    try (Predictor<Image, Classifications> predictor = model.newPredictor()) {
      List<Image> together = new ArrayList<>();
      for (int i = first; i < pictures.size(); i += threads) {
        together.add(ImageFactory.getInstance().fromFile(pictures.get(i)));
        if (together.size() == batch || i + threads >= pictures.size()) {
          done += predictor.batchPredict(together).size();
          together.clear();
        }
      }
    }
    return done;
  }

  @Override
  public void close() {
    pool.shutdown();
    model.close();
  }
}
