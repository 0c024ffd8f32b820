package io.ocelli.model.onnx;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageHeader;
import io.ocelli.image.Preprocess;
import io.ocelli.work.OrderedWork;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decode, preprocess and run, over many pictures.
 *
 * <p>Each worker does all three for a few pictures before it takes the next ones, so the cores
 * never wait for each other. The workers share one session that makes no threads of its own: ONNX
 * Runtime allows any number of calls at the same time, and the weights are in memory once.
 *
 * <p>The few pictures that a worker takes are run as one batch where the model allows it and
 * answers the same for a picture alone and among others, which is tried with the model itself
 * before the first batch; a model whose answers depend on the neighbours of a picture (dynamic
 * quantisation) is run picture by picture. So answers do not depend on the number of threads.
 *
 * <p>Memory is bounded whatever the number of pictures: a few per worker are in flight, and no more
 * than {@value #WINDOW_PER_THREAD} results per worker wait for the consumer.
 */
public final class OnnxPipeline implements AutoCloseable {
  private static final int WINDOW_PER_THREAD = 16;

  /** Pictures in a batch when nobody asks for a number: more measured no faster on CPUs. */
  private static final int USUAL_BATCH = 4;

  /** Larger inputs do not fit the caches as a batch, and gain nothing by it. */
  private static final int LARGE_INPUT = 3 * 320 * 320;

  private static final List<View> UPRIGHT = List.of(View.UPRIGHT);

  private final OnnxModel model;
  private final Preprocess preprocess;
  private final int threads;
  private final boolean ownsModel;
  private final List<String> outputs;
  private final Deque<Workspace> idle = new ArrayDeque<>();
  private final Set<OrderedWork<?, ?>> running = new HashSet<>();
  private int borrowed;
  private boolean closed;

  /** Pictures in a batch: 0 until it was tried what the model allows. */
  private int batch;

  private final int largestBatch;

  /** A change of a decoded picture before it is preprocessed, such as an augmentation. */
  public interface Alteration {
    /** No change. */
    Alteration NONE = (image, index) -> image;

    /**
     * Gives the picture that is run. Called from several threads at once.
     *
     * @param image the decoded picture; it stays owned by the pipeline, which may have decoded it
     *     at a part of its size
     * @param index position of the picture among the sources
     * @return {@code image} itself, or a new picture, which the pipeline closes
     */
    Image apply(Image image, long index);
  }

  /**
   * A pipeline over a model.
   *
   * @param model opened with {@link OnnxOptions#SHARED} or at least with one thread; the pipeline
   *     owns it from now on and closes it
   * @param outputs names of the outputs wanted; all when empty
   * @param threads workers, at least 1
   */
  public OnnxPipeline(OnnxModel model, Preprocess preprocess, List<String> outputs, int threads) {
    this(model, preprocess, outputs, threads, 0);
  }

  /**
   * A pipeline that runs up to so many pictures at once.
   *
   * @param batch pictures in a batch, where the model allows it; 0 for a usual number
   */
  public OnnxPipeline(
      OnnxModel model, Preprocess preprocess, List<String> outputs, int threads, int batch) {
    this(model, preprocess, outputs, threads, batch, true);
  }

  private OnnxPipeline(
      OnnxModel model,
      Preprocess preprocess,
      List<String> outputs,
      int threads,
      int batch,
      boolean ownsModel) {
    if (threads < 1 || batch < 0) {
      throw new IllegalArgumentException(
          "threads must be at least 1: " + threads + ", the batch at least 0: " + batch);
    }
    int usual = preprocess.elements() > LARGE_INPUT ? 1 : USUAL_BATCH;
    this.largestBatch = model.fixedBatch().orElse(batch > 0 ? batch : usual);
    this.model = model;
    this.preprocess = preprocess;
    this.outputs = List.copyOf(outputs);
    this.threads = threads;
    this.ownsModel = ownsModel;
  }

  /** A pipeline with one worker over a model that stays open when the pipeline closes. */
  public static OnnxPipeline borrowing(
      OnnxModel model, Preprocess preprocess, List<String> outputs) {
    return borrowing(model, preprocess, outputs, 1, 1);
  }

  /** As the constructor, over a model that stays open when the pipeline closes. */
  public static OnnxPipeline borrowing(
      OnnxModel model, Preprocess preprocess, List<String> outputs, int threads, int batch) {
    return new OnnxPipeline(model, preprocess, outputs, threads, batch, false);
  }

  /** The model, for what it says of itself; it closes with the pipeline. */
  public OnnxModel model() {
    return model;
  }

  /** How pictures become tensors. */
  public Preprocess preprocess() {
    return preprocess;
  }

  /**
   * Runs every picture and hands the results to the consumer on the calling thread, in the order of
   * the sources. What cannot be read comes as {@link Inference.Failed} and the rest goes on.
   *
   * @throws OcelliException when the model itself cannot be run
   * @throws java.util.concurrent.CancellationException when the pipeline is closed meanwhile or the
   *     calling thread is interrupted; whatever the consumer or the iteration throws ends the run
   *     too and is passed on
   */
  public void run(Iterable<? extends ByteSource> sources, Consumer<? super Inference> each) {
    run(sources, Alteration.NONE, each);
  }

  /** As {@link #run(Iterable, Consumer)}, with a change of each picture. */
  public void run(
      Iterable<? extends ByteSource> sources,
      Alteration alteration,
      Consumer<? super Inference> each) {
    run(sources, alteration, UPRIGHT, each);
  }

  /**
   * As {@link #run(Iterable, Consumer)}, with several views of each picture, which is decoded and
   * prepared once.
   *
   * @param views at least one; {@link Inference.Done#outputs()} has their answers in this order
   */
  public void run(
      Iterable<? extends ByteSource> sources, List<View> views, Consumer<? super Inference> each) {
    run(sources, Alteration.NONE, views, each);
  }

  private void run(
      Iterable<? extends ByteSource> sources,
      Alteration alteration,
      List<View> views,
      Consumer<? super Inference> each) {
    int workers = threads;
    if (sources instanceof Collection<?> known) {
      workers = Math.max(1, Math.min(threads, known.size()));
    }
    int window = Math.max(2, WINDOW_PER_THREAD / largestBatch) * workers;
    OrderedWork<Chunk, List<Inference>> work =
        new OrderedWork<>(Chunk.of(sources.iterator(), largestBatch, workers), window);
    synchronized (this) {
      checkOpen();
      running.add(work);
    }
    try {
      work.run(
          workers,
          "ocelli-infer",
          () -> new PictureWorker(alteration, views),
          list -> list.forEach(each));
    } finally {
      synchronized (this) {
        running.remove(work);
        notifyAll();
      }
    }
  }

  /**
   * Runs one picture on the calling thread. Any number of threads may do so at the same time.
   *
   * @return the outputs that were asked for; their first side is 1
   */
  public List<FloatTensor> run(Image image) {
    return run(image, UPRIGHT);
  }

  /**
   * As {@link #run(Image)}, with several views of the picture.
   *
   * @return the outputs of the first view, then those of the next
   */
  public List<FloatTensor> run(Image image, List<View> views) {
    Workspace workspace = borrow();
    try {
      workspace.put(image, 0);
      if (isUpright(views)) {
        return workspace.row(workspace.run(1), 0);
      }
      workspace.remember(0);
      List<FloatTensor> answers = new ArrayList<>();
      for (View view : views) {
        workspace.put(view, 0);
        answers.addAll(workspace.row(workspace.run(1), 0));
      }
      return answers;
    } finally {
      giveBack(workspace);
    }
  }

  private static boolean isUpright(List<View> views) {
    return views.size() == 1 && views.get(0) == View.UPRIGHT;
  }

  /**
   * How many pictures are run at once: what was asked for where the model allows it and answers the
   * same as for single pictures, else 1.
   */
  public synchronized int batch() {
    if (batch == 0) {
      if (largestBatch == 1) {
        batch = 1;
      } else {
        Workspace workspace = borrow();
        try {
          batch = BatchProbe.independent(workspace) ? largestBatch : 1;
        } finally {
          giveBack(workspace);
        }
      }
    }
    return batch;
  }

  private final class PictureWorker implements OrderedWork.Worker<Chunk, List<Inference>> {
    private final Workspace workspace = borrow();
    private final Alteration alteration;
    private final List<View> views;

    /**
     * For each picture or view that is in the workspace and not run yet, the place of its picture
     * among the results.
     */
    private final List<Integer> waiting = new ArrayList<>();

    PictureWorker(Alteration alteration, List<View> views) {
      this.alteration = alteration;
      this.views = views;
    }

    @Override
    public List<Inference> work(long number, Chunk chunk) {
      int together = chunk.sources().size() > 1 || views.size() > 1 ? batch() : 1;
      List<Inference> results = new ArrayList<>(chunk.sources().size());
      for (int i = 0; i < chunk.sources().size(); i++) {
        Inference prepared = prepare(chunk.first() + i, chunk.sources().get(i));
        results.add(prepared);
        if (prepared instanceof Inference.Done) {
          add(i, results, together);
        }
      }
      run(results);
      return results;
    }

    /** Lets the picture that was put last wait, in all its views. */
    private void add(int result, List<Inference> results, int together) {
      boolean upright = isUpright(views);
      if (!upright) {
        workspace.remember(waiting.size());
      }
      for (View view : views) {
        if (!upright) {
          workspace.put(view, waiting.size());
        }
        waiting.add(result);
        if (waiting.size() == together) {
          run(results);
        }
      }
    }

    /** Puts a picture into the batch; its answers come with {@link #run(List)}. */
    private Inference prepare(long index, ByteSource source) {
      Image image;
      ImageHeader header;
      try {
        byte[] bytes = read(source);
        image = Image.decode(bytes, source.name(), preprocess.decodeOptions());
        header = ImageHeader.of(bytes, source.name());
      } catch (OcelliException e) {
        return new Inference.Failed(index, source, e);
      } catch (RuntimeException e) {
        // A decoder that trips over a file must not take the other pictures with it.
        return new Inference.Failed(index, source, undecodable(source, e));
      } catch (OutOfMemoryError e) {
        return new Inference.Failed(index, source, tooLarge(source, e));
      }
      try (image) {
        Image altered = alteration.apply(image, index);
        try {
          workspace.put(altered, waiting.size());
        } finally {
          if (altered != image) {
            altered.close();
          }
        }
      }
      return new Inference.Done(
          index, source, header.uprightWidth(), header.uprightHeight(), List.of());
    }

    /** Runs those that wait and puts their answers into the results. */
    private void run(List<Inference> results) {
      if (waiting.isEmpty()) {
        return;
      }
      List<FloatTensor> answers = workspace.run(waiting.size());
      for (int row = 0; row < waiting.size(); row++) {
        Inference.Done done = (Inference.Done) results.get(waiting.get(row));
        List<FloatTensor> more = workspace.row(answers, row);
        results.set(waiting.get(row), done.with(joined(done.outputs(), more)));
      }
      waiting.clear();
    }

    @Override
    public void close() {
      giveBack(workspace);
    }
  }

  private static List<FloatTensor> joined(List<FloatTensor> before, List<FloatTensor> more) {
    if (before.isEmpty()) {
      return more;
    }
    List<FloatTensor> all = new ArrayList<>(before);
    all.addAll(more);
    return all;
  }

  private static byte[] read(ByteSource source) {
    try {
      return source.read();
    } catch (NoSuchFileException e) {
      throw unread(source, "there is no such file", "check the path", e);
    } catch (AccessDeniedException e) {
      throw unread(source, "permission denied", "allow reading it: chmod +r", e);
    } catch (IOException e) {
      throw unread(source, String.valueOf(e.getMessage()), "check the disk or the archive", e);
    }
  }

  private static OcelliException unread(
      ByteSource source, String why, String remedy, Throwable cause) {
    return new OcelliException("the file cannot be read", source.name(), why, remedy, cause);
  }

  private static OcelliException undecodable(ByteSource source, RuntimeException e) {
    return new OcelliException(
        "the picture cannot be decoded",
        source.name(),
        OnnxLibrary.firstLine(e),
        "save it again with another program",
        e);
  }

  private static OcelliException tooLarge(ByteSource source, OutOfMemoryError e) {
    return new OcelliException(
        "not enough memory for the picture",
        source.name(),
        String.valueOf(e.getMessage()),
        "make the picture smaller, or give Java more memory",
        e);
  }

  private synchronized Workspace borrow() {
    checkOpen();
    Workspace workspace = idle.poll();
    if (workspace == null) {
      workspace = new Workspace(model, preprocess, outputs, largestBatch);
    }
    borrowed++;
    return workspace;
  }

  private synchronized void giveBack(Workspace workspace) {
    borrowed--;
    if (closed) {
      workspace.close();
    } else {
      idle.push(workspace);
    }
    notifyAll();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the pipeline is closed: " + model.name());
    }
  }

  /**
   * Stops what runs, waits for the pictures that are being worked on, and frees the model. Closing
   * again does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    running.forEach(OrderedWork::stop);
    boolean interrupted = false;
    while (borrowed > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    idle.forEach(Workspace::close);
    idle.clear();
    if (ownsModel) {
      model.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
