package io.ocelli.model.timing;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.image.Preprocessor;
import io.ocelli.model.Classification;
import io.ocelli.model.ModelCard;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.OutputKind;
import io.ocelli.model.OutputProbe;
import io.ocelli.model.Task;
import io.ocelli.model.onnx.FloatTensor;
import io.ocelli.model.onnx.Inference;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.Tuning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** One model that is measured: opened once for single pictures and once for many threads. */
final class Subject implements AutoCloseable {
  private static final int TOP = 5;

  private final String name;
  private final Path file;
  private final OnnxModel alone;
  private final OnnxModel shared;
  private final OnnxPipeline probing;
  private final Preprocess input;
  private final @Nullable ModelCard card;
  private final @Nullable OutputKind output;
  private final double loadMillis;
  private final int callThreads;
  private final List<String> remarks = new ArrayList<>();
  private final Map<Stage, List<Long>> times = new EnumMap<>(Stage.class);

  Subject(String name, TimingOptions options) {
    this.name = name;
    this.file = ModelLocator.resolve(name);
    OnnxOptions opening = OnnxOptions.SHARED.withDevice(options.device());
    OnnxOptions one =
        options.callThreads() > 0
            ? opening.withThreads(options.callThreads())
            : Tuning.of(file, options.device()).latencyOptions(options.device());
    callThreads = one.threads();
    long start = System.nanoTime();
    alone = OnnxModel.open(file, one);
    loadMillis = (System.nanoTime() - start) / 1e6;
    OnnxModel second = null;
    try {
      second = one.equals(opening) ? alone : OnnxModel.open(file, opening);
      shared = second;
      card = ModelCard.of(file, alone.metadata()).orElse(null);
      input = card != null ? card.input() : guessed();
      String first = alone.outputs().get(0).name();
      probing = OnnxPipeline.borrowing(shared, input, List.of(first));
      boolean labels = card != null && card.task() == Task.CLASSIFY;
      output =
          !labels ? null : card.output() != null ? card.output() : OutputProbe.of(file, probing);
    } catch (RuntimeException e) {
      if (second != null && second != alone) {
        second.close();
      }
      alone.close();
      throw e;
    }
  }

  private Preprocess guessed() {
    List<Long> sides = alone.imageInput().shape();
    boolean last = sides.get(3) >= 1 && sides.get(3) <= 4;
    int height = side(sides.get(last ? 1 : 2));
    int width = side(sides.get(last ? 2 : 3));
    remarks.add(
        "nobody has described this model: pictures are stretched to %dx%d, values 0..1"
            .formatted(width, height));
    Preprocess plain = Preprocess.stretch01(width, height);
    if (sides.get(last ? 3 : 1) == 1) {
      plain =
          new Preprocess(
              width,
              height,
              Preprocess.Resize.STRETCH,
              Preprocess.ColorOrder.GRAY,
              1 / 255.0,
              List.of(0.0),
              List.of(1.0),
              1,
              Preprocess.FILL);
    }
    return last ? plain.withLayout(Preprocess.Layout.NHWC) : plain;
  }

  private int side(long fixed) {
    return fixed > 0 ? (int) fixed : 224;
  }

  /** What one thread needs for single pictures. */
  private final class Single implements AutoCloseable {
    private final FloatPointer memory;
    private final FloatBuffer values;
    private final Preprocessor preprocessor = input.start();
    private final OnnxModel.Binding binding;

    Single() {
      int pictures = alone.fixedBatch().orElse(1);
      memory = new FloatPointer((long) pictures * input.elements());
      values = memory.asBuffer();
      binding = alone.bind(values, List.of(), input.shape(pictures));
    }

    /** Times one picture; nothing is kept when {@code into} is null. */
    void time(ByteSource source, @Nullable Map<Stage, List<Long>> into) {
      long start = System.nanoTime();
      long decoded;
      long prepared;
      try (Image image = Image.decode(source.read(), source.name(), input.decodeOptions())) {
        decoded = System.nanoTime();
        preprocessor.write(image, values, 0);
        prepared = System.nanoTime();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      List<FloatTensor> answers = binding.run();
      long ran = System.nanoTime();
      long end = ran;
      if (output != null && card != null) {
        float[] probabilities = output.toProbabilities(answers.get(0).values());
        int classes = Math.min(probabilities.length, card.labels().size());
        Classification.top(probabilities, card.labels(), Math.min(TOP, classes));
        end = System.nanoTime();
      }
      if (into != null) {
        add(into, Stage.DECODE, decoded - start);
        add(into, Stage.PREPROCESS, prepared - decoded);
        add(into, Stage.RUN, ran - prepared);
        if (output != null) {
          add(into, Stage.POSTPROCESS, end - ran);
        }
        add(into, Stage.WHOLE, end - start);
      }
    }

    @Override
    public void close() {
      binding.close();
      preprocessor.close();
      memory.close();
    }
  }

  private static void add(Map<Stage, List<Long>> into, Stage stage, long nanos) {
    into.computeIfAbsent(stage, key -> new ArrayList<>()).add(nanos);
  }

  /** The first picture of all, in milliseconds. */
  double first(ByteSource source) {
    long start = System.nanoTime();
    try (Single single = new Single()) {
      single.time(source, null);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Runs pictures one by one for a while; a third of that time, at least, is not counted. */
  void timeSingles(List<ByteSource> sources, double seconds) {
    try (Single single = new Single()) {
      int at = 0;
      long warm = System.nanoTime() + (long) (seconds * 0.4e9);
      for (int i = 0; i < 3 || System.nanoTime() < warm; i++) {
        single.time(sources.get(at++ % sources.size()), null);
      }
      long end = System.nanoTime() + (long) (seconds * 1e9);
      for (int i = 0; i < 3 || System.nanoTime() < end; i++) {
        single.time(sources.get(at++ % sources.size()), times);
      }
    }
  }

  /** The largest batch of those asked for that it can be run with; its own where that is fixed. */
  List<Integer> batches(List<Integer> wanted) {
    if (shared.fixedBatch().isEmpty()) {
      return wanted;
    }
    int fixed = shared.fixedBatch().getAsInt();
    if (!wanted.equals(List.of(fixed))) {
      String remark = "its batch is fixed at " + fixed;
      if (!remarks.contains(remark)) {
        remarks.add(remark);
      }
    }
    return List.of(fixed);
  }

  /** Bare runs on ready tensors: pictures a second of all threads together. */
  double runRate(int batch, int threads, double seconds) {
    LongAdder runs = new LongAdder();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    List<Thread> workers = new ArrayList<>();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    for (int i = 0; i < threads; i++) {
      workers.add(
          new Thread(
              () -> {
                try {
                  runUntil(end, batch, runs);
                } catch (RuntimeException e) {
                  failure.set(e);
                }
              },
              "ocelli-bench-" + (i + 1)));
    }
    workers.forEach(Thread::start);
    workers.forEach(Subject::join);
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return batch * runs.sum() / ((System.nanoTime() - start) / 1e9);
  }

  private void runUntil(long end, int batch, LongAdder runs) {
    try (FloatPointer memory = new FloatPointer((long) batch * input.elements());
        Image grey = Image.blank(input.width(), input.height(), 90, 140, 60);
        Preprocessor preprocessor = input.start()) {
      FloatBuffer values = memory.asBuffer();
      for (int i = 0; i < batch; i++) {
        preprocessor.write(grey, values, i);
      }
      try (OnnxModel.Binding binding = shared.bind(values, List.of(), input.shape(batch))) {
        do {
          binding.run();
          runs.increment();
        } while (System.nanoTime() < end);
      }
    }
  }

  private static void join(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** From files to answers: pictures a second; 0 when the model cannot be run with such a batch. */
  double fileRate(List<ByteSource> sources, int batch, int threads, double seconds) {
    List<String> outputs = List.of(shared.outputs().get(0).name());
    try (OnnxPipeline pipeline = OnnxPipeline.borrowing(shared, input, outputs, threads, batch)) {
      if (pipeline.batch() != batch && shared.fixedBatch().isEmpty()) {
        String remark =
            "the answer for a picture depends on the others of its batch: it is run one by one";
        if (!remarks.contains(remark)) {
          remarks.add(remark);
        }
        return 0;
      }
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      long[] done = {0};
      Iterable<ByteSource> untilEnd = () -> new Repeated(sources, () -> System.nanoTime() < end);
      pipeline.run(
          untilEnd,
          inference -> {
            if (inference instanceof Inference.Failed failed) {
              throw failed.reason();
            }
            Inference.Done answer = (Inference.Done) inference;
            if (output != null && card != null) {
              float[] probabilities = output.toProbabilities(answer.outputs().get(0).values());
              Classification.top(probabilities, card.labels(), TOP);
            }
            done[0]++;
          });
      return done[0] / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Checks that the model and its labels fit, which the measurements rely on. */
  void check() throws OcelliException {
    if (card != null) {
      card.check(alone);
    }
  }

  ModelTiming timing(TimingOptions options, double firstMillis, List<BatchRate> rates) {
    Map<Stage, Percentiles> stages = new EnumMap<>(Stage.class);
    times.forEach(
        (stage, list) ->
            stages.put(stage, Percentiles.of(list.stream().mapToLong(Long::longValue).toArray())));
    return new ModelTiming(
        name,
        file,
        alone.provider().device().toString(),
        options.threads(),
        callThreads,
        loadMillis,
        firstMillis,
        stages,
        rates,
        ProcessMemory.resident(),
        ProcessMemory.peak(),
        remarks);
  }

  @Override
  public void close() {
    probing.close();
    if (shared != alone) {
      shared.close();
    }
    alone.close();
  }
}
